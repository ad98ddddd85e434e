/**
 * The queue as a worker sees it: six verbs, each fenced by the lease's token in the database.
 *
 * @module
 */
import type { JobErrorInfo, JobKind } from "../jobs/job.ts";
import type { Json } from "../pipelines/pipeline.ts";

/** A job that this worker holds the lease of. */
export interface Assignment {
  readonly token: string;
  readonly lease_seconds: number;
  readonly job: {
    readonly id: string;
    readonly owner: string;
    readonly kind: JobKind;
    readonly title: string;
    readonly options: Record<string, unknown>;
    readonly attempt: number;
    readonly stage: string | null;
    readonly progress: number;
    readonly processed_files: number;
  };
  readonly files: readonly AssignedFile[];
  readonly cursor: Json;
  /** Holders of the lease lost in a row at this checkpoint: 0 normally. */
  readonly losses: number;
  /** Rises with each loss and retry; parts are written below it. */
  readonly generation: number;
}

export interface AssignedFile {
  readonly id: string;
  readonly bucket: string;
  readonly path: string;
  readonly name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly status: string;
}

/** An output that a step wrote. */
export interface WrittenFile {
  readonly role: "output" | "asset";
  readonly ordinal: number;
  readonly bucket: string;
  readonly path: string;
  readonly name: string;
  readonly media_type: string;
  readonly bytes: number;
}

/** What a step tells the database. */
export interface StepReport {
  readonly stage?: string;
  /** How long the stage may take. */
  readonly stage_seconds?: number;
  /** Of the whole job, 0..1. */
  readonly progress?: number;
  readonly message?: string;
  readonly cursor?: Json;
  readonly files?: readonly WrittenFile[];
  readonly done?: readonly { readonly id: string; readonly error: JobErrorInfo | null }[];
  /** Of a transient failure: seconds before which trying again is of no use. */
  readonly retry_after?: number;
}

/** `lost` names why the lease is no longer ours: `cancelled`, `deleted`, `superseded` …; then nothing was changed. */
export type Answer = { readonly ok: true; readonly next?: Assignment | null } | { readonly lost: string };

export interface Queue {
  /** Trades a door-bell's single-use token for the job; null when the token is old, used or forged. */
  begin(jobId: string, token: string): Promise<Assignment | null>;
  checkpoint(held: Assignment, step: StepReport): Promise<Answer>;
  /** Gives the job, at its checkpoint, to a fresh invocation. */
  handOn(held: Assignment, step: StepReport): Promise<Answer>;
  /** `next`: also begin the next waiting job of the kind. */
  complete(held: Assignment, result: Json, step: StepReport, next: boolean): Promise<Answer>;
  fail(held: Assignment, error: JobErrorInfo, transient: boolean, step: StepReport): Promise<Answer>;
  /** Replaces the rows that the job's kind keeps in the database, all at once. */
  publish(held: Assignment, rows: readonly Json[]): Promise<Answer>;
}
