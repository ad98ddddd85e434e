/**
 * Supabase Storage for the embedded stack: rows in Postgres, under the project's policies; bytes in the state folder.
 *
 * @module
 */
import { join } from "node:path";
import { inspect } from "node:util";
import type { Claims, HttpService, StackContext } from "../context.ts";
import { Blobs } from "./blobs.ts";
import { Buckets } from "./buckets.ts";
import { Database } from "./database.ts";
import { StorageError } from "./errors.ts";
import { Listing } from "./list.ts";
import { Objects } from "./objects.ts";
import { ResumableUploads } from "./resumable.ts";
import { createRoutes } from "./routes.ts";
import { UrlSigner } from "./signing.ts";

// What is read off an upload that was refused, so that its sender gets to read the refusal.
const MAX_DRAINED = 64 * 1024 * 1024;

export async function createStorage(ctx: StackContext): Promise<HttpService> {
  const { fileSizeLimit, buckets: declared } = ctx.config.storage;
  const folder = join(ctx.stateDir, "storage");
  const database = new Database(ctx.adminUrl);
  const blobs = await Blobs.open(join(folder, "objects"));
  const objects = new Objects(database, blobs, fileSizeLimit);
  const buckets = new Buckets(database, blobs, fileSizeLimit);
  const signer = new UrlSigner(ctx.keys);
  const resumable = new ResumableUploads(folder, blobs, objects, signer);
  await buckets.declare(declared);
  await resumable.recover();
  const sweeping = blobs.sweep(async (versions) => {
    const rows = await database.sql`select version from storage.objects where version = any(${versions})`;
    return new Set(rows.map((row) => row.version as string));
  }).catch((error) => ctx.log("storage", "warn", `Cannot remove bytes that belong to no object: ${error.message}`));

  const routes = createRoutes({ buckets, objects, listing: new Listing(database), signer, resumable, blobs });
  return {
    async handle(request: Request, claims: Claims): Promise<Response> {
      try {
        return await routes.fetch(request, { claims });
      } catch (error) {
        await drain(request);
        const known = error instanceof StorageError
          ? error
          : new StorageError(500, "InternalError", "Internal Server Error", "Internal", 500, error);
        if (known.statusCode >= 500) ctx.log("storage", "error", `${known.message}: ${inspect(known.cause)}`);
        return known.toResponse(request.method);
      }
    },
    async stop() {
      resumable.close();
      await sweeping;
      await database.close();
    },
  };
}

async function drain(request: Request): Promise<void> {
  if (!request.body || request.body.locked) return;
  let read = 0;
  try {
    for await (const chunk of request.body) if ((read += chunk.length) > MAX_DRAINED) return;
  } catch {
    // The sender is gone, and with it whoever would read the answer.
  }
}
