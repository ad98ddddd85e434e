/**
 * Text recognition in bounded steps.
 *
 * @module
 */
import type { InputFile, Json, Run } from "../../pipelines/pipeline.ts";
import type { OcrLanguage } from "./languages.ts";
import type { OcrPage } from "./ocr-page.ts";

export interface OcrRequest {
  /** A PDF or an image (PNG, JPEG, TIFF, WebP). */
  readonly file: InputFile;
  /** From 1. An image other than TIFF has one page. */
  readonly page: number;
  /** Names this page's parts: no other page of the job may have it. Lower case, digits, `-`, `_`, `.`, `/`. */
  readonly key: string;
  readonly languages: readonly OcrLanguage[];
}

/** Where a page's recognition is; to be kept in the pipeline's cursor and given back. */
export type OcrCursor = { [key: string]: Json };

export type OcrStep =
  | { readonly next: OcrCursor; /** 0..1 of this page. */ readonly fraction: number }
  | { readonly page: OcrPage };

export type OcrRun = Pick<Run<unknown>, "budget" | "signal" | "readPart" | "writePart">;

/**
 * Does a bounded part of the recognition of one page. Repeating a step repeats its effect only.
 *
 * @throws JobError as opening the file does, `corrupt_page`, `too_large` (a picture with more pixels than are read)
 */
export declare function ocrStep(run: OcrRun, request: OcrRequest, cursor?: OcrCursor): Promise<OcrStep>;
