/**
 * Who calls, and the database and Storage as that user may use them.
 *
 * @module
 */
import { decodeJwt } from "jose";
import { JobError } from "../_shared/jobs/errors.ts";
import { getConfig } from "../_shared/platform/config.ts";
import { createObjectStore, type ObjectStore } from "../_shared/platform/object_store.ts";
import { createRest, type Rest } from "../_shared/platform/rest.ts";
import { createRpc, type Rpc } from "../_shared/platform/rpc.ts";

export interface Caller {
  /** The user's id as the token claims it. Never trusted by itself: the database and Storage check the token. */
  readonly id: string;
  readonly rpc: Rpc;
  readonly rest: Rest;
  readonly store: ObjectStore;
}

/** @throws {JobError} `unauthorized` when the request carries no user's token */
export function identify(request: Request): Caller {
  const { supabaseUrl: url, publishableKey: apiKey } = getConfig();
  const authorization = request.headers.get("authorization");
  const options = { url, apiKey, authorization };
  return {
    id: subject(authorization),
    rpc: createRpc(options),
    rest: createRest(options),
    store: createObjectStore(options),
  };
}

function subject(authorization: string | null): string {
  try {
    const { sub } = decodeJwt(authorization?.replace(/^Bearer /i, "") ?? "");
    if (sub) return sub;
  } catch { /* told below */ }
  throw new JobError("unauthorized", "Sign in first: send the user's access token as `Authorization: Bearer …`.");
}
