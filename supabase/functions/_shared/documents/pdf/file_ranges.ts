/**
 * Gives pdf.js the parts of a file that it asks for, so that a large one is never in memory as a whole.
 *
 * @module
 */
import type { Pdfjs } from "./pdfjs.ts";

/** What is read of an input file. */
export interface RangedFile {
  /** What the user calls it: for messages only. */
  readonly name: string;
  readonly bytes: number;
  /** Opens it when it is encrypted; empty where none was given and one can be. */
  readonly password?: string;
  /** Bytes `start` (inclusive) to `end` (exclusive); the caller may keep or give away what it gets. */
  readRange(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** pdf.js asks for multiples of this: a page is one or two of them when it is near its fonts. */
const CHUNK_BYTES = 128 * 1024;

export class FileRanges {
  #failure: unknown;
  /** What to give to pdf.js's `getDocument`. */
  readonly source: { range: unknown; rangeChunkSize: number; disableAutoFetch: true; disableStream: true };

  constructor(pdfjs: Pdfjs, file: RangedFile) {
    const read = async (begin: number, end: number) => {
      // pdf.js would wait for ever for what cannot be read, and must not be stopped while it waits: it gets zeros.
      if (this.#failure !== undefined) return new Uint8Array(end - begin);
      try {
        return await file.readRange(begin, end);
      } catch (error) {
        this.#failure = error;
        return new Uint8Array(end - begin);
      }
    };
    class Transport extends pdfjs.PDFDataRangeTransport {
      override async requestDataRange(begin: number, end: number): Promise<void> {
        this.onDataRange(begin, await read(begin, end));
      }
    }
    const range = new Transport(file.bytes, null);
    this.source = { range, rangeChunkSize: CHUNK_BYTES, disableAutoFetch: true, disableStream: true };
  }

  /** Waits for what pdf.js does, and throws instead why the file could not be read while it did so. */
  async settle<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      if (this.#failure === undefined) return result;
    } catch (error) {
      throw this.#failure ?? error;
    }
    throw this.#failure;
  }
}
