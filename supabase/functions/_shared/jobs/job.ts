/**
 * The words of the domain. These and no others are used in SQL, TypeScript, the client and the docs.
 *
 * - **job** one request for work; **kind** which pipeline does it; **owner** the user it belongs to
 * - **stage** where in its pipeline a job is; **step** one bounded slice of work between two checkpoints
 * - **lease** the right to work on a job until a moment, proved by a **token**
 * - **checkpoint** what a step leaves so that the next can go on: its **cursor**
 * - **hand-on** giving the job, at its checkpoint, to a fresh invocation; **attempt** one try, ended by an error
 *
 * The words of the queue (lane, slot, bell, loss, …) are defined where it is: `migrations/20261101000300_queue.sql`.
 *
 * @module
 */
import { z } from "zod";

export const JOB_KINDS = ["pdf-to-csv", "fillable-pdf", "spreadsheet", "documents", "questions"] as const;
export const JobKind = z.enum(JOB_KINDS);
export type JobKind = z.infer<typeof JobKind>;

export const JobStatus = z.enum(["queued", "processing", "completed", "failed", "cancelled"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** The statuses that a job never leaves by itself: a person may retry it, or have a worksheet extracted again. */
export const TERMINAL_STATUSES: readonly JobStatus[] = ["completed", "failed", "cancelled"];

export const FileRole = z.enum(["input", "output", "asset"]);
export type FileRole = z.infer<typeof FileRole>;

/** Why a job failed: a stable `type` for programs, a sentence for people. */
export const JobErrorInfo = z.object({ type: z.string(), detail: z.string() });
export type JobErrorInfo = z.infer<typeof JobErrorInfo>;

export const JobFile = z.object({
  id: z.uuid(),
  role: FileRole,
  bucket: z.string(),
  path: z.string(),
  name: z.string(),
  media_type: z.string(),
  bytes: z.number().int(),
  status: z.enum(["pending", "processing", "done", "failed"]),
  error: JobErrorInfo.nullable(),
});
export type JobFile = z.infer<typeof JobFile>;

/** A job as its owner sees it: a row of `public.jobs`, in the API and in Realtime messages alike. */
export const Job = z.object({
  id: z.uuid(),
  owner: z.uuid(),
  kind: JobKind,
  title: z.string(),
  status: JobStatus,
  stage: z.string().nullable(),
  /** 0..1, never falling within an attempt. */
  progress: z.number().min(0).max(1),
  message: z.string().nullable(),
  total_files: z.number().int(),
  processed_files: z.number().int(),
  options: z.record(z.string(), z.unknown()),
  /** A small summary; the data itself are the files with role `output`. */
  result: z.record(z.string(), z.unknown()).nullable(),
  error: JobErrorInfo.nullable(),
  attempt: z.number().int(),
  max_attempts: z.number().int(),
  priority: z.number().int(),
  batch_id: z.uuid().nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  updated_at: z.string(),
  expires_at: z.string().nullable(),
  /** Rises by one with every change of the row: the larger one is the newer one. */
  version: z.number().int(),
});
export type Job = z.infer<typeof Job>;

/** `GET /jobs/{id}`: the job, its files and, once completed, where to download its main result. */
export const JobDetail = Job.extend({
  files: z.array(JobFile),
  download_url: z.string().nullable(),
});
export type JobDetail = z.infer<typeof JobDetail>;
