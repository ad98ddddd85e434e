/**
 * Where pictures of pages come from: PDFs, drawn, and image files, decoded.
 *
 * @module
 */
import type { InputFile } from "../../pipelines/pipeline.ts";
import { asPdf } from "../images/image_file.ts";
import { unloadRenderer, withRenderer } from "../render/renderer.ts";
import type { PagePicture } from "./prepare.ts";

/** Text of 6 points is still read at this resolution; more only takes time. */
const DPI = 300;
/** What a page is drawn with when drawing it has cost an isolate its life. */
const MODEST_DPI = 200;

/** How many pages a PDF or an image has. */
export async function pagesOf(file: InputFile): Promise<number> {
  return await withRenderer(await asPdf(file), (pdf) => pdf.pages);
}

/** @param scale see `Budget`: below 1 the same has been tried and lost */
export async function pagePicture(file: InputFile, page: number, scale: number): Promise<PagePicture> {
  const drawn = await withRenderer(await asPdf(file), (pdf) => {
    const { dpi, ...picture } = pdf.gray(page, scale < 1 ? MODEST_DPI : DPI);
    return { picture, dpi, frame: pdf.frame(page) };
  });
  // Recognition wants the memory.
  await unloadRenderer();
  return drawn;
}
