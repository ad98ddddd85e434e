/**
 * What is known of an image before any of it is unpacked, and how it goes into a PDF: PDFium unpacks what PDF has a filter
 * for, strip by strip, and so no other decoder is needed for most images.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";

/** A part of an image with what a PDF says of it. */
export interface ImagePart {
  /** Where it stands, in pixels from the upper left corner of the image. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Entries of the PDF's image dictionary besides its type, size and length. */
  readonly entries: string;
  readonly data: Uint8Array;
}

export interface ImagePage {
  readonly width: number;
  readonly height: number;
  /** Dots per inch as the file says, across and down; undefined when it does not say. */
  readonly dpi: readonly [number, number] | undefined;
  /** As EXIF numbers them: 1 upright, 3 on its head, 6 and 8 on a side, the even ones below 5 and the odd ones above mirrored. */
  readonly orientation: number;
  readonly parts: readonly ImagePart[];
}

/** Unpacked bytes that fit into a function beside everything else. */
const MAX_BYTES = 80_000_000;
const MAX_SIDE = 30_000;

/**
 * @param bytesPerPixel what unpacking holds at a time for each pixel
 * @throws JobError `too_large`, `corrupt_image`
 */
export function checkSize(name: string, width: number, height: number, bytesPerPixel: number): void {
  if (!(width > 0 && height > 0)) throw damagedImage(name);
  if (width > MAX_SIDE || height > MAX_SIDE || width * height * bytesPerPixel > MAX_BYTES) {
    throw new JobError(
      "too_large",
      `Cannot read ${name}: it has ${width} by ${height} dots, more than fit into memory. Scan it at 300 dpi or make it smaller.`,
    );
  }
}

export function damagedImage(name: string, cause?: unknown): JobError {
  return new JobError(
    "corrupt_image",
    `Cannot read ${name}: the image is damaged. Open it in a viewer, save it anew and upload it again.`,
    { cause },
  );
}

export function unknownImage(name: string, what: string): JobError {
  return new JobError(
    "unsupported_media_type",
    `Cannot read ${name}: ${what}. Save it as PNG or PDF and upload that.`,
  );
}
