/**
 * Where a job is between two steps.
 *
 * @module
 */
import type { Looked } from "../../documents/pdf/guard.ts";
import { JobError } from "../../jobs/errors.ts";
import type { InputFile, Run } from "../pipeline.ts";
import type { FillablePdfOptions } from "./options.ts";
import type { Scan } from "./scans.ts";
import type { Counts, Seen } from "./summary.ts";
import type { Outline } from "./write/outline.ts";

/** Of a large file, how much has been looked at and taken into its outline; pages read, slices searched, all found, or named; each with what the next step must know. */
export type Cursor =
  | { at: "look"; looked: Looked }
  | Seen & { at: "outline"; outline: Outline }
  | Seen & { at: "render"; done: number }
  | Seen & { at: "scan"; done: number; scan: Scan }
  | Seen & { at: "detect"; done: number }
  | Seen & { at: "place" }
  | Seen & { at: "write"; counts: Counts; placed: number }
  | Seen & { at: "fill"; counts: Counts; done: number; problems: string[] };

export type FillableRun = Run<FillablePdfOptions>;

export function inputOf(run: FillableRun): InputFile {
  const file = run.files[0];
  if (!file) throw new JobError("invalid_options", "Cannot start: the job has no file. Upload one PDF.");
  return file;
}
