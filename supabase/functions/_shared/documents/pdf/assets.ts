/**
 * Gives pdf.js the character maps and standard fonts that ship in its package.
 *
 * @module
 */
const FOLDERS: Record<string, string> = {
  cMapUrl: "cmaps/",
  standardFontDataUrl: "standard_fonts/",
  wasmUrl: "wasm/",
  iccUrl: "iccs/",
};

/** pdf.js constructs it once per document and calls `fetch` for what the document needs. */
export class PdfAssets {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = FOLDERS[kind];
    if (!folder || /[/\\]/.test(filename)) throw new Error(`Cannot give pdf.js the file ${filename} of kind ${kind}.`);
    const root = new URL("../../", import.meta.resolve("pdfjs-dist/legacy/build/pdf.min.mjs"));
    return await Deno.readFile(new URL(folder + filename, root));
  }
}
