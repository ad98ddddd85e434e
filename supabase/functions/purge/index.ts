/// <reference path="../_shared/platform/edge_runtime.d.ts" />
/**
 * Removes from Storage what belongs to no job any more. Rung by the database with a token that is good for one batch.
 *
 * @module
 */
import { z } from "zod";
import { getConfig } from "../_shared/platform/config.ts";
import { createLogger } from "../_shared/platform/log.ts";
import { createObjectStore } from "../_shared/platform/object_store.ts";
import { createRpc } from "../_shared/platform/rpc.ts";

const DoorBell = z.object({ token: z.uuid() });

interface Place {
  readonly id: number;
  readonly bucket: string;
  /** One object, or a folder when it ends in `/`. */
  readonly prefix: string;
}

/** What one begin gives: places, and the token for the next. */
interface Batch {
  readonly token: string;
  readonly places: readonly Place[];
}

const MAX_BELL_BYTES = 1024;
const MAX_MS = 20_000;

const { supabaseUrl: url, secretKey: apiKey } = getConfig();
const log = createLogger({ function: "purge" });
const rpc = createRpc({ url, apiKey });
const store = createObjectStore({ url, apiKey });

/** Removes what it can of a batch; what it cannot is given out again later. */
async function remove(places: readonly Place[]): Promise<void> {
  const removed: number[] = [];
  for (const { id, bucket, prefix } of places) {
    try {
      await (prefix.endsWith("/") ? store.removeFolder(bucket, prefix) : store.remove(bucket, [prefix]));
      removed.push(id);
    } catch (error) {
      log.warn("not purged", { bucket, prefix, error });
    }
  }
  await rpc("end_purge", { p_ids: removed });
  log.info("purged", { places: removed.length, left: places.length - removed.length });
}

/** Batch after batch, for as long as an invocation may go on. */
async function purge(first: Batch): Promise<void> {
  const until = performance.now() + MAX_MS;
  for (let batch: Batch | null = first; batch && batch.places.length > 0 && performance.now() < until;) {
    await remove(batch.places);
    batch = await rpc<Batch | null>("begin_purge", { p_token: batch.token });
  }
}

Deno.serve(async (request) => {
  // Anybody may call: nothing larger than a bell is read.
  if (!(Number(request.headers.get("content-length")) <= MAX_BELL_BYTES)) return new Response(null, { status: 413 });
  const bell = DoorBell.safeParse(await request.json().catch(() => null));
  if (!bell.success) return Response.json({ error: "Expected {token}." }, { status: 400 });
  const batch = await rpc<Batch | null>("begin_purge", { p_token: bell.data.token });
  if (!batch) return Response.json({ error: "This token is old, used or unknown." }, { status: 409 });
  EdgeRuntime.waitUntil(purge(batch).catch((error) => log.error("purge broke off", { error })));
  return Response.json({ accepted: batch.places.length }, { status: 202 });
});
