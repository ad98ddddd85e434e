/**
 * Image files as PDFs of one page an image.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { InputFile } from "../../pipelines/pipeline.ts";
import type { ImagePage } from "./image.ts";
import { imagePdf } from "./image_pdf.ts";

/** Unpacking or looking at one needs all of it in memory. */
const MAX_BYTES = 50 * 1024 * 1024;

type Reader = (data: Uint8Array<ArrayBuffer>, name: string) => Promise<readonly ImagePage[]>;

/** By media type; each reader is loaded when it is needed. */
const READERS: Record<string, Reader> = {
  "image/png": async (data, name) => [(await import("./png.ts")).pngPage(data, name)],
  "image/jpeg": async (data, name) => [(await import("./jpeg.ts")).jpegPage(data, name)],
  "image/tiff": async (data, name) => (await import("./tiff.ts")).tiffPages(data, name),
  "image/webp": async (data, name) => [await (await import("./webp.ts")).webpPage(data, name)],
};

export const isImage = (file: Pick<InputFile, "mediaType">): boolean => file.mediaType in READERS;

/**
 * An image file as a PDF; another file as it is.
 *
 * @throws JobError `empty_file`, `too_large`, `corrupt_image`, `unsupported_media_type`
 */
export async function asPdf(file: InputFile): Promise<InputFile> {
  const reader = READERS[file.mediaType];
  if (!reader) return file;
  const { name } = file;
  if (file.bytes === 0) throw new JobError("empty_file", `Cannot read ${name}: the file is empty. Upload it again.`);
  if (file.bytes > MAX_BYTES) {
    throw new JobError("too_large", `Cannot read ${name}: an image may have ${MAX_BYTES >> 20} MB. Make it smaller.`);
  }
  const data = imagePdf(await reader(await file.readRange(0, file.bytes), name));
  return {
    ...file,
    mediaType: "application/pdf",
    bytes: data.length,
    read: () => Promise.resolve(data.slice()),
    readRange: (start, end) => Promise.resolve(data.slice(start, end)),
  };
}
