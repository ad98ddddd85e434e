/**
 * Which pipeline does which kind. Registering one is one line; each is loaded when it is first needed, so an invocation
 * pays only for the one that it runs.
 *
 * @module
 */
import type { JobKind } from "../jobs/job.ts";
import type { AnyPipeline } from "./pipeline.ts";

const PIPELINES: Record<JobKind, () => Promise<AnyPipeline>> = {
  "pdf-to-csv": async () => (await import("./pdf-to-csv/index.ts")).pdfToCsv,
  "fillable-pdf": async () => (await import("./fillable-pdf/index.ts")).fillablePdf,
  "documents": async () => (await import("./documents/index.ts")).documents,
  "questions": async () => (await import("./questions/index.ts")).questions,
  "spreadsheet": async () => (await import("./spreadsheet/index.ts")).spreadsheet,
};

export function loadPipeline(kind: JobKind): Promise<AnyPipeline> {
  return PIPELINES[kind]();
}
