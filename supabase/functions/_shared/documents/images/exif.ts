/**
 * How a camera was held, out of the EXIF data in an image.
 *
 * @module
 */
import { readDirectories } from "./tiff_directory.ts";

const ORIENTATION = 274;

/** 1, upright, when it does not say, or says nonsense. */
export function orientationOf(exif: Uint8Array): number {
  try {
    return validOrientation(readDirectories(exif, 1)[0]?.get(ORIENTATION)?.[0]);
  } catch {
    return 1;
  }
}

export function validOrientation(value: number | undefined): number {
  return value !== undefined && value >= 1 && value <= 8 ? value : 1;
}
