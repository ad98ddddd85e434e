/**
 * Removes from Storage what belongs to no job any more. Rung by the database with a token that is good for one batch.
 *
 * @module
 */
/// <reference path="../_shared/platform/edge_runtime.d.ts" />
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

const { supabaseUrl: url, secretKey: apiKey } = getConfig();
const log = createLogger({ function: "purge" });
const rpc = createRpc({ url, apiKey });
const store = createObjectStore({ url, apiKey });

async function remove(places: readonly Place[]): Promise<void> {
  for (const [bucket, group] of Object.entries(Object.groupBy(places, (place) => place.bucket))) {
    const folders = (group ?? []).filter((place) => place.prefix.endsWith("/"));
    const objects = (group ?? []).filter((place) => !place.prefix.endsWith("/"));
    await store.remove(bucket, objects.map((place) => place.prefix));
    for (const folder of folders) await store.removeFolder(bucket, folder.prefix);
    await rpc("end_purge", { p_ids: (group ?? []).map((place) => place.id) });
  }
  log.info("purged", { places: places.length });
}

Deno.serve(async (request) => {
  const bell = DoorBell.safeParse(await request.json().catch(() => null));
  if (!bell.success) return Response.json({ error: "Expected {token}." }, { status: 400 });
  const places = await rpc<Place[] | null>("begin_purge", { p_token: bell.data.token });
  if (!places) return Response.json({ error: "This token is old, used or unknown." }, { status: 409 });
  // What is not removed now stays in the trash, and the sweep rings again.
  EdgeRuntime.waitUntil(remove(places).catch((error) => log.error("purge broke off", { error })));
  return Response.json({ accepted: places.length }, { status: 202 });
});
