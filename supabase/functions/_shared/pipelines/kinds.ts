/**
 * What the API and the client need to know of each kind before any pipeline code is loaded.
 *
 * @module
 */
import type { JobKind } from "../jobs/job.ts";

/** Both take uploads below the owner's own id. */
export type UploadBucket = "inputs" | "worksheets";

export interface KindInfo {
  readonly kind: JobKind;
  readonly label: string;
  readonly description: string;
  /** Media types accepted, found by content. */
  readonly accepts: readonly string[];
  /** The same in words, where the media types are none that a user knows. */
  readonly formats?: string;
  readonly minFiles: number;
  readonly maxFiles: number;
  /** Where uploads are put; `inputs` unless told. */
  readonly bucket?: UploadBucket;
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  /** A file that cannot be read is told of in the result, and the others are read. */
  readonly readsOthers?: true;
}

export const KINDS: Record<JobKind, KindInfo> = {
  "pdf-to-csv": {
    kind: "pdf-to-csv",
    label: "Tables from PDF",
    description: "Finds the tables in a PDF and gives them back as CSV.",
    accepts: ["application/pdf"],
    minFiles: 1,
    maxFiles: 1,
    maxFileBytes: 50 * 1024 * 1024,
  },
  "fillable-pdf": {
    kind: "fillable-pdf",
    label: "Fillable PDF",
    description: "Finds the places to fill in on a form and makes fields of them.",
    accepts: ["application/pdf"],
    minFiles: 1,
    maxFiles: 1,
    maxFileBytes: 50 * 1024 * 1024,
  },
  "documents": {
    kind: "documents",
    label: "Sorted inbox",
    description:
      "Tells letters, invoices, contracts and the like apart and reads out what matters in each. Scans, too.",
    accepts: [
      "application/pdf",
      "image/png",
      "image/jpeg",
      "image/tiff",
      "image/webp",
      "text/plain",
      "text/csv",
      "text/html",
      "message/rfc822",
      "application/xml",
      "text/xml",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    formats: "PDF, pictures, text, HTML, DOCX, e-mail or e-invoices",
    minFiles: 1,
    maxFiles: 200,
    maxFileBytes: 50 * 1024 * 1024,
    readsOthers: true,
  },
  "questions": {
    kind: "questions",
    label: "Questions of a worksheet",
    description: "Cuts a worksheet or an exam into its questions, for you to review, tag and use again. Scans, too.",
    accepts: ["application/pdf"],
    bucket: "worksheets",
    minFiles: 1,
    maxFiles: 1,
    maxFileBytes: 50 * 1024 * 1024,
  },
  "spreadsheet": {
    kind: "spreadsheet",
    label: "Analysis of a table",
    description:
      "Says what is in a spreadsheet: types, gaps, outliers, duplicates, what goes together. Two files are compared.",
    accepts: [
      "text/plain",
      "text/csv",
      "text/tab-separated-values",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.ms-excel.sheet.macroenabled.12",
      "application/vnd.ms-excel",
      "application/vnd.oasis.opendocument.spreadsheet",
      "application/x-cfb",
      "application/zip",
    ],
    formats: "CSV, TSV, XLSX, XLS or ODS",
    minFiles: 1,
    maxFiles: 10,
    maxFileBytes: 128 * 1024 * 1024,
  },
};

/** Where files for a job of this kind are uploaded to. */
export const uploadBucket = (kind: JobKind): UploadBucket => KINDS[kind].bucket ?? "inputs";
