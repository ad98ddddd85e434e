/**
 * What the client knows of each kind beyond what the server tells: how to show its results.
 *
 * @module
 */
import { type ComponentType, lazy } from "react";
import type { JobKind } from "../../../supabase/functions/_shared/jobs/job.ts";
import { type KindInfo, KINDS } from "../../../supabase/functions/_shared/pipelines/kinds.ts";
import { STAGES as DOCUMENTS_STAGES } from "../../../supabase/functions/_shared/pipelines/documents/stages.ts";
import { STAGES as FILLABLE_PDF_STAGES } from "../../../supabase/functions/_shared/pipelines/fillable-pdf/stages.ts";
import { STAGES as PDF_TO_CSV_STAGES } from "../../../supabase/functions/_shared/pipelines/pdf-to-csv/stages.ts";
import { STAGES as QUESTIONS_STAGES } from "../../../supabase/functions/_shared/pipelines/questions/stages.ts";
import { STAGES as SPREADSHEET_STAGES } from "../../../supabase/functions/_shared/pipelines/spreadsheet/stages.ts";
import type { Stage } from "../../../supabase/functions/_shared/pipelines/pipeline.ts";
import type { JobWithFiles } from "../api/jobs.ts";

export const ALL_KINDS: readonly KindInfo[] = Object.values(KINDS);

export const STAGES: Record<JobKind, readonly Stage[]> = {
  "pdf-to-csv": PDF_TO_CSV_STAGES,
  "fillable-pdf": FILLABLE_PDF_STAGES,
  "spreadsheet": SPREADSHEET_STAGES,
  "documents": DOCUMENTS_STAGES,
  "questions": QUESTIONS_STAGES,
};

export interface ResultViewProps {
  /** A completed job. */
  readonly job: JobWithFiles;
}

/** Loaded when a result is looked at: a page pays only for the kind that it shows. */
export const RESULT_VIEWS: Record<JobKind, ComponentType<ResultViewProps>> = {
  "pdf-to-csv": lazy(async () => ({ default: (await import("./pdf-to-csv/result_view.tsx")).ResultView })),
  "fillable-pdf": lazy(async () => ({ default: (await import("./fillable-pdf/result_view.tsx")).ResultView })),
  "spreadsheet": lazy(async () => ({ default: (await import("./spreadsheet/result_view.tsx")).ResultView })),
  "documents": lazy(async () => ({ default: (await import("./documents/result_view.tsx")).ResultView })),
  "questions": lazy(async () => ({ default: (await import("./questions/result_view.tsx")).ResultView })),
};

export type ReviewViewProps = ResultViewProps;

/** Kinds whose results are put right on a page of their own. */
export const REVIEW_VIEWS: Partial<Record<JobKind, ComponentType<ReviewViewProps>>> = {
  "questions": lazy(async () => ({ default: (await import("./questions/review/review_view.tsx")).ReviewView })),
};

export interface PreviewProps {
  /** The same for the same file. */
  readonly id: string;
  readonly file: File;
  readonly options: Readonly<Record<string, unknown>>;
  onOptions(options: Readonly<Record<string, unknown>>): void;
}

/** Kinds of which the beginning of the result can be seen before a file is sent. */
export const PREVIEWS: Partial<Record<JobKind, ComponentType<PreviewProps>>> = {
  "pdf-to-csv": lazy(async () => ({ default: (await import("./pdf-to-csv/preview/table_preview.tsx")).TablePreview })),
};
