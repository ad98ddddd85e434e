/**
 * Bytes on disk. Each version of an object is one file that is named by the version, an id of our own, and never
 * changed: it appears whole under its name or not at all.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { tooLarge } from "./errors.ts";

export interface Blob {
  size: number;
  /** Hex. */
  md5: string;
}

const VERSION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const READ_SIZE = 256 * 1024;

export class Blobs {
  readonly #startedAt = Date.now();

  private constructor(readonly folder: string) {}

  static async open(folder: string): Promise<Blobs> {
    await Deno.mkdir(join(folder, "incoming"), { recursive: true });
    // Left by uploads that a crash cut short.
    for await (const entry of Deno.readDir(join(folder, "incoming"))) {
      await Deno.remove(join(folder, "incoming", entry.name));
    }
    return new Blobs(folder);
  }

  path(version: string): string {
    if (!VERSION.test(version)) throw new Error(`Cannot name a file by the version "${version}": it is not a UUID.`);
    return join(this.folder, version.slice(0, 2), version);
  }

  /**
   * Writes the bytes as they come.
   *
   * @throws StorageError `EntityTooLarge` as soon as there are more than `limit` bytes
   */
  async write(version: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<Blob> {
    const incoming = join(this.folder, "incoming", version);
    const hash = createHash("md5");
    let size = 0;
    try {
      using file = await Deno.open(incoming, { write: true, createNew: true });
      for await (const chunk of bytes) {
        size += chunk.length;
        if (size > limit) throw tooLarge();
        hash.update(chunk);
        for (let written = 0; written < chunk.length;) written += await file.write(chunk.subarray(written));
      }
      await this.adopt(version, incoming);
    } finally {
      await Deno.remove(incoming).catch(() => {});
    }
    return { size, md5: hash.digest("hex") };
  }

  /** Makes a finished file elsewhere on the same disk a version. The file keeps its name there too. */
  async adopt(version: string, file: string): Promise<void> {
    const path = this.path(version);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.link(file, path).catch((error) => {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    });
  }

  async copy(from: string, to: string): Promise<void> {
    const incoming = join(this.folder, "incoming", to);
    try {
      await Deno.copyFile(this.path(from), incoming);
      await this.adopt(to, incoming);
    } finally {
      await Deno.remove(incoming).catch(() => {});
    }
  }

  /** The bytes from `start` up to and including `end`. Whoever began to read reads on when the blob is removed. */
  async read(version: string, start: number, end: number): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const file = await Deno.open(this.path(version));
    let left = end - start + 1;
    try {
      if (left === (await file.stat()).size) return file.readable;
      await file.seek(start, Deno.SeekMode.Start);
    } catch (error) {
      file.close();
      throw error;
    }
    return new ReadableStream({
      async pull(controller) {
        const buffer = new Uint8Array(Math.min(READ_SIZE, left));
        const read = await file.read(buffer).catch((error) => {
          file.close();
          throw error;
        });
        if (read !== null) controller.enqueue(buffer.subarray(0, read));
        left -= read ?? left;
        if (left > 0) return;
        controller.close();
        file.close();
      },
      cancel: () => file.close(),
    }, { highWaterMark: 1 });
  }

  async exists(version: string): Promise<boolean> {
    return await Deno.stat(this.path(version)).then(() => true, () => false);
  }

  async remove(versions: readonly string[]): Promise<void> {
    await Promise.all(versions.map((version) =>
      Deno.remove(this.path(version)).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      })
    ));
  }

  /**
   * Removes what no object refers to: left by a crash between commit and removal, or by rows deleted in SQL.
   *
   * @param isUsed gives those of some versions that objects refer to
   */
  async sweep(isUsed: (versions: string[]) => Promise<Set<string>>): Promise<number> {
    let removed = 0;
    for await (const folder of Deno.readDir(this.folder)) {
      if (!/^[0-9a-f]{2}$/.test(folder.name)) continue;
      const versions: string[] = [];
      for await (const { name } of Deno.readDir(join(this.folder, folder.name))) {
        // A younger one may belong to an upload whose row is about to be committed.
        const { mtime } = await Deno.stat(this.path(name)).catch(() => ({ mtime: new Date() }));
        if (mtime && mtime.getTime() < this.#startedAt) versions.push(name);
      }
      const used = await isUsed(versions);
      const orphans = versions.filter((version) => !used.has(version));
      await this.remove(orphans);
      removed += orphans.length;
    }
    return removed;
  }
}
