/**
 * What a user can ask of the pipeline.
 *
 * @module
 */
import { z } from "zod";
import { OcrLanguages } from "../../documents/ocr/languages.ts";
import { GivenFields } from "./given.ts";

export const FillablePdfOptions = z.object({
  pages: z.string().trim().max(1000)
    .regex(/^$|^\d+(\s*-\s*\d*)?(\s*,\s*\d+(\s*-\s*\d*)?)*$/, "Give pages as in 1-3, 7, 12-")
    .default("")
    .meta({
      title: "Pages",
      description: "Look for fields on these pages only, such as 1-3, 7, 12-. Empty: all pages.",
    }),
  keep_existing_fields: z.boolean().default(false)
    .meta({
      title: "Keep existing fields",
      description: "Keep the fields that the PDF has and add others. Otherwise all fields are found anew.",
    }),
  use_signature_fields: z.boolean().default(false)
    .meta({
      title: "Signature fields",
      description: "Make digital signature fields where somebody signs. Otherwise these are text fields.",
    }),
  multiline: z.boolean().default(false)
    .meta({
      title: "Line breaks everywhere",
      description: "Let every text field take several lines. Otherwise only the tall ones do.",
    }),
  confidence: z.number().min(0).max(1).default(0.3)
    .meta({ title: "Confidence", description: "Leave out fields that are less certain than this (0 to 1)." }),
  fast: z.boolean().default(false)
    .meta({ title: "Fast", description: "Boxes and lines only: no combs, groups and formats." }),
  languages: OcrLanguages,
  detector: z.enum(["vector", "onnx"]).default("vector")
    .meta({
      title: "Detector",
      description:
        "How fields are found: vector, from lines, boxes and text; onnx, by a trained model, where there is one.",
    }),
  fields: GivenFields.optional()
    .meta({
      title: "Reviewed fields",
      description: "Write these, in the shape of fields.json, instead of looking for fields.",
    }),
  data: z.string().max(500_000).default("")
    .meta({
      title: "Fill in",
      description: "JSON or CSV with a column for each field's name: a filled-in copy is made for each row.",
      editor: "none",
    }),
  flatten: z.boolean().default(false)
    .meta({
      title: "Flatten copies",
      description: "Make what is filled in part of the page, so that it cannot be changed.",
      editor: "none",
    }),
  password: z.string().max(127).default("")
    .meta({
      title: "Password",
      description: "Opens an encrypted PDF. It is forgotten when the job ends; the result is not encrypted.",
      editor: "secret",
    }),
});
export type FillablePdfOptions = z.infer<typeof FillablePdfOptions>;
