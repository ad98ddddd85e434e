/**
 * Pictures as PDFs of one page a picture, made by the same code as on the server: so what was found in one is where the
 * server says, however the camera was held, and pictures of several pages and formats that no browser knows are shown.
 *
 * @module
 */
import { imagePdf } from "../../../../supabase/functions/_shared/documents/images/image_pdf.ts";
import type { ImagePage } from "../../../../supabase/functions/_shared/documents/images/image.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Reader = (data: Bytes, name: string) => Promise<readonly ImagePage[]>;

/** Each is loaded with the first picture of its sort. */
const READERS: Readonly<Record<string, Reader>> = {
  "image/png": png,
  "image/jpeg": async (data, name) => [
    (await import("../../../../supabase/functions/_shared/documents/images/jpeg.ts")).jpegPage(data, name),
  ],
  "image/tiff": async (data, name) =>
    (await import("../../../../supabase/functions/_shared/documents/images/tiff.ts")).tiffPages(data, name),
  // Browsers know WebP; the decoder would be a megabyte.
  "image/webp": async (data, name) => await png(await asPng(data, "image/webp"), name),
};

export const isShownAsPdf = (mediaType: string): boolean => mediaType in READERS;

/** @throws JobError when the picture is damaged */
export async function imageAsPdf(data: Bytes, mediaType: string, name: string): Promise<Bytes> {
  return imagePdf(await READERS[mediaType]!(data, name));
}

async function png(data: Bytes, name: string): Promise<readonly ImagePage[]> {
  return [(await import("../../../../supabase/functions/_shared/documents/images/png.ts")).pngPage(data, name)];
}

async function asPng(data: Bytes, type: string): Promise<Bytes> {
  const bitmap = await createImageBitmap(new Blob([data], { type }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
}
