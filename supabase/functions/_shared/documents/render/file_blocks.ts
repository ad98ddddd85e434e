/**
 * The blocks of a large file that PDFium has asked for. It reads at once or not at all, and files are read over the
 * network: so what is missing is noted, fetched, and the work is done again.
 *
 * @module
 */
import type { RenderedFile } from "./renderer.ts";

const BLOCK = 256 * 1024;
/** A page of a scan takes one to ten blocks. */
const MAX_BLOCKS = 128;

/** Thrown where PDFium could not read a block: fetch it and begin again. */
export class MissingBlocks extends Error {}

export class FileBlocks {
  readonly #blocks = new Map<number, Uint8Array>();
  readonly #missing = new Set<number>();

  constructor(private readonly file: RenderedFile) {}

  /** Whether something could not be read since the last {@link fetchMissing}. */
  get incomplete(): boolean {
    return this.#missing.size > 0;
  }

  /** Copies bytes from `position` on into `target`; false, and nothing copied, when some are missing. */
  read(position: number, target: Uint8Array): boolean {
    const end = position + target.length;
    if (end > this.file.bytes) return false;
    const first = Math.floor(position / BLOCK), last = Math.floor((end - 1) / BLOCK);
    let complete = true;
    for (let index = first; index <= last; index++) {
      if (this.#blocks.has(index)) continue;
      this.#missing.add(index);
      complete = false;
    }
    if (!complete) return false;
    for (let index = first; index <= last; index++) {
      const start = index * BLOCK, block = this.#blocks.get(index)!;
      const from = Math.max(position, start), to = Math.min(end, start + block.length);
      target.set(block.subarray(from - start, to - start), from - position);
    }
    return true;
  }

  async fetchMissing(): Promise<void> {
    const wanted = [...this.#missing].sort((a, b) => a - b);
    if (this.#blocks.size + wanted.length > MAX_BLOCKS) this.#blocks.clear();
    for (let i = 0; i < wanted.length;) {
      let j = i + 1;
      while (j < wanted.length && wanted[j] === wanted[j - 1]! + 1) j++;
      const first = wanted[i]!, start = first * BLOCK;
      const bytes = await this.file.readRange(start, Math.min(this.file.bytes, (wanted[j - 1]! + 1) * BLOCK));
      for (let k = i; k < j; k++) {
        const at = (wanted[k]! - first) * BLOCK;
        this.#blocks.set(wanted[k]!, bytes.subarray(at, at + BLOCK));
      }
      i = j;
    }
    this.#missing.clear();
  }
}
