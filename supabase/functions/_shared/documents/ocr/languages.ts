/**
 * The languages that text is recognised in, by the names that Tesseract gives them. Their data come from npm.
 *
 * @module
 */
import { z } from "zod";

const OCR_LANGUAGES = ["eng", "deu", "fra", "spa"] as const;
export type OcrLanguage = typeof OCR_LANGUAGES[number];

/** As an option of a pipeline. Each further language makes recognition slower. */
export const OcrLanguages = z.array(z.enum(OCR_LANGUAGES)).min(1).max(3).default(["eng"])
  .meta({
    title: "Languages of scans",
    description:
      "What scanned pages are written in. Of several, first the one with letters of its own (German before English).",
  });
