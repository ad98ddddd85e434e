/**
 * What the API and the client need to know of each kind before any pipeline code is loaded.
 *
 * @module
 */
import type { JobKind } from "../jobs/job.ts";

export interface KindInfo {
  readonly kind: JobKind;
  readonly label: string;
  readonly description: string;
  /** Media types accepted, found by content. */
  readonly accepts: readonly string[];
  readonly minFiles: number;
  readonly maxFiles: number;
  /** Bytes of one file. */
  readonly maxFileBytes: number;
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
};
