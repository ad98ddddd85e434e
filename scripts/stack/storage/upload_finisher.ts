/**
 * The end of a resumable upload: all bytes are there and become an object. It can be repeated from wherever a crash or
 * a lost database ended it, because the upload's id becomes the version of the object.
 *
 * @module
 */
import type { FileStore } from "@tus/file-store";
import type { Upload } from "@tus/server";
import { join } from "node:path";
import type { Blobs } from "./blobs.ts";
import { isRefusal } from "./errors.ts";
import { describe, type Destination, type Objects } from "./objects.ts";
import { parseUserMetadata } from "./upload_body.ts";

/** What the client sent, and what we keep of the upload beside it. */
export type KeptMetadata = Record<string, string | null> & { bucketName: string; objectName: string };

export const DEFAULT_TYPE = "application/octet-stream";

export class UploadFinisher {
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    private readonly store: FileStore,
    private readonly blobs: Blobs,
    private readonly objects: Objects,
  ) {}

  /** @throws StorageError when the object may not be made any more; the upload is then gone */
  async finish(upload: Upload): Promise<void> {
    const running = this.#running.get(upload.id) ?? this.#finish(upload);
    this.#running.set(upload.id, running);
    try {
      await running;
    } finally {
      this.#running.delete(upload.id);
    }
  }

  /** Finishes an upload whose bytes are all there, but which could not be finished when the last of them came. */
  async finishLate(id: string): Promise<void> {
    const upload = await this.store.configstore.get(id);
    if (!upload || upload.metadata?.finished) return;
    const size = await this.#size(id);
    if (size !== undefined && size === upload.size) await this.finish(upload);
  }

  /** After a crash: finishes what can be finished, and forgets what has lost its bytes. */
  async recover(): Promise<void> {
    await Deno.mkdir(this.store.directory, { recursive: true });
    for (const id of await this.store.configstore.list?.() ?? []) {
      await this.finishLate(id).catch(() => {});
      if (await this.#size(id) === undefined) await this.store.configstore.delete(id);
    }
  }

  async #finish(upload: Upload): Promise<void> {
    const metadata = upload.metadata as KeptMetadata;
    const { cacheControl: cacheTime } = metadata;
    const content = describe(
      upload.size ?? 0,
      `"${upload.id.replaceAll("-", "")}"`,
      metadata.contentType ?? DEFAULT_TYPE,
      cacheTime && /^\d+$/.test(cacheTime) ? `max-age=${cacheTime}` : "no-cache",
    );
    const userMetadata = metadata.metadata ? parseUserMetadata(metadata.metadata) : null;
    const path = this.#path(upload.id);
    await this.blobs.adopt(upload.id, path);
    try {
      await this.objects.commit(destination(metadata), { version: upload.id, metadata: content, userMetadata });
    } catch (error) {
      if (isRefusal(error)) await this.store.remove(upload.id);
      throw error;
    }
    upload.metadata = { ...metadata, finished: "true" };
    await this.store.configstore.set(upload.id, upload);
    // A client that lost the last answer asks again how far it came. A hole of the same size answers, at no cost.
    await Deno.remove(path);
    await Deno.writeFile(path, new Uint8Array());
    await Deno.truncate(path, upload.size ?? 0);
  }

  #path(id: string): string {
    return join(this.store.directory, id);
  }

  async #size(id: string): Promise<number | undefined> {
    return await Deno.stat(this.#path(id)).then((info) => info.size, () => undefined);
  }
}

export function destination(metadata: KeptMetadata): Destination {
  return {
    bucket: metadata.bucketName,
    name: metadata.objectName,
    owner: metadata.owner ?? undefined,
    upsert: metadata.upsert === "true",
  };
}
