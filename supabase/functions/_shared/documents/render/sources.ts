/**
 * How PDFium gets at a file: all of a small one in its memory, blocks of a large one as it asks for them.
 *
 * @module
 */
import { FileBlocks } from "./file_blocks.ts";
import type { Pdfium } from "./pdfium.ts";
import type { RenderedFile } from "./renderer.ts";

/** Larger files are not held in memory. */
export const WHOLE_BYTES = 16 * 1024 * 1024;

export interface Source {
  /** Gives PDFium's handle of the document, 0 when it takes none. */
  load(): number;
  /** Undefined when all of the file is there. */
  readonly blocks: FileBlocks | undefined;
  readonly head: Uint8Array;
  release(): void;
}

const HEAD = 2048;

export async function sourceOf(pdfium: Pdfium, file: RenderedFile, blocks: FileBlocks | undefined): Promise<Source> {
  return file.bytes <= WHOLE_BYTES
    ? whole(pdfium, await file.readRange(0, file.bytes), file.password)
    : ranged(pdfium, file, blocks ?? new FileBlocks(file), await file.readRange(0, HEAD));
}

function whole(pdfium: Pdfium, data: Uint8Array, password = ""): Source {
  const { pdfium: memory } = pdfium;
  const pointer = memory.wasmExports.malloc(data.length);
  memory.HEAPU8.set(data, pointer);
  return {
    load: () => withoutUnneeded(pdfium, password, (given) => pdfium.FPDF_LoadMemDocument(pointer, data.length, given)),
    blocks: undefined,
    head: data.slice(0, HEAD),
    release: () => memory.wasmExports.free(pointer),
  };
}

function ranged(pdfium: Pdfium, file: RenderedFile, blocks: FileBlocks, head: Uint8Array): Source {
  const { bytes, password = "" } = file;
  const { pdfium: memory } = pdfium;
  const read = memory.addFunction(
    (_, position = 0, target = 0, size = 0) =>
      blocks.read(position, memory.HEAPU8.subarray(target, target + size)) ? 1 : 0,
    "iiiii",
  );
  // FPDF_FILEACCESS: the length, the function that reads, and a parameter for it.
  const access = memory.wasmExports.malloc(12);
  memory.HEAPU32.set([bytes, read, 0], access >> 2);
  return {
    load: () => withoutUnneeded(pdfium, password, (given) => pdfium.FPDF_LoadCustomDocument(access, given)),
    blocks,
    head,
    release: () => {
      memory.wasmExports.free(access);
      memory.removeFunction(read);
    },
  };
}

const WRONG_PASSWORD = 4;

/** One of several files may open without the password that they all were given. */
function withoutUnneeded(pdfium: Pdfium, password: string, load: (password: string) => number): number {
  const handle = load(password);
  return handle === 0 && password !== "" && pdfium.FPDF_GetLastError() === WRONG_PASSWORD ? load("") : handle;
}
