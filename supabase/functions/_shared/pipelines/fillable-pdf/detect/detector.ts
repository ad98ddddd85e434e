/**
 * What finds fields on a page. The pipeline knows detectors by this alone, so that a trained model can take the place of
 * the rules.
 *
 * @module
 */
import type { FormPage } from "../../../documents/pdf/form_page.ts";
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Gray } from "../../../documents/render/raster.ts";
import type { FoundField } from "../field.ts";

export interface DetectorOptions {
  /** Boxes and lines only: no combs, groups and formats. */
  readonly fast: boolean;
  /** The page as it is shown, for detectors that look at it. */
  picture(dpi: number): Promise<PagePicture>;
}

export interface PagePicture extends Gray {
  /** Where pixels (from the top left) are on the page, in its upright coordinates. */
  boxOf(pixels: Box): Box;
}

export interface Detector {
  readonly name: string;
  /** Fields in reading order, in the page's upright coordinates; none overlaps another. */
  detect(page: FormPage, options: DetectorOptions): Promise<readonly FoundField[]>;
}
