/**
 * The options of each kind, without the pipeline's code: for validation at the door. Apart from `registry.ts`, so that the
 * API's bundle holds no pipeline.
 *
 * @module
 */
import type { z } from "zod";
import type { JobKind } from "../jobs/job.ts";

const SCHEMAS: Record<JobKind, () => Promise<z.ZodType>> = {
  "pdf-to-csv": async () => (await import("./pdf-to-csv/options.ts")).PdfToCsvOptions,
  "fillable-pdf": async () => (await import("./fillable-pdf/options.ts")).FillablePdfOptions,
  "documents": async () => (await import("./documents/options.ts")).DocumentsOptions,
  "questions": async () => (await import("./questions/options.ts")).QuestionsOptions,
  "spreadsheet": async () => (await import("./spreadsheet/options.ts")).SpreadsheetOptions,
};

export function loadOptionSchema(kind: JobKind): Promise<z.ZodType> {
  return SCHEMAS[kind]();
}
