/**
 * Gives pdf.js the character maps, standard fonts, colour profiles and decoders that ship in its package.
 *
 * @module
 */
import { type PackageFile, readPackageFile } from "../../platform/package_files.ts";

const PDFJS = { package: "pdfjs-dist", version: "6.5.438" };

const FOLDERS: Record<string, string> = {
  cMapUrl: "cmaps",
  standardFontDataUrl: "standard_fonts",
  wasmUrl: "wasm",
  iccUrl: "iccs",
};

/** What is executed, by its SHA-256; all else is data. */
const CODE: Record<string, string> = {
  "jbig2.wasm": "466f45c2a61a698152fb5400c27e56ff2ceb73dcb71fde3fc366a502308eaab0",
  "openjpeg.wasm": "7ea4b2b04613370ad4e9c1162da750cc88b4b176eac0d0c164b3caff23fc0a46",
  "qcms_bg.wasm": "663d86126d5f5fcb1c61490f94353e2a8375660b8c5498ab3ebab5a34b08800e",
};

/** The folders of the package that pdf.js reads from. */
export const PDFJS_FOLDERS: readonly string[] = Object.values(FOLDERS);

/** A file of one of {@link PDFJS_FOLDERS}; undefined when it is code that nobody needs, or no plain name. */
export function pdfjsFile(folder: string, name: string): PackageFile | undefined {
  const isData = folder !== "wasm" && /^[\w-]+\.\w+$/.test(name);
  if (!isData && !Object.hasOwn(CODE, name)) return undefined;
  return { ...PDFJS, path: `${folder}/${name}`, sha256: CODE[name] };
}

/** pdf.js constructs it once per document and calls `fetch` for what the document needs. */
export class PdfAssets {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = FOLDERS[kind];
    const file = folder && pdfjsFile(folder, filename);
    if (!file) throw new Error(`Cannot give pdf.js the file ${filename} of kind ${kind}.`);
    return await readPackageFile(file);
  }
}
