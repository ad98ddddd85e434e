/**
 * Requests and responses of the HTTP API: one definition for validation, the OpenAPI document and the client's types.
 *
 * @module
 */
import { z } from "zod";
import { Job, JobFile, JobKind, JobStatus } from "./job.ts";

/** An uploaded object in the kind's bucket, `worksheets` for questions and `inputs` for all others; a bare path is short for `{path}`. */
export const FileReference = z.union([
  z.string().min(1).transform((path) => ({ path })),
  z.object({ path: z.string().min(1), name: z.string().min(1).max(255).optional() }),
]);

/** Whom to tell by e-mail when the job has ended, well or not. */
export const Notify = z.object({ email: z.email().max(254) });

const shared = {
  kind: JobKind,
  title: z.string().trim().min(1).max(200).optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  batch_id: z.uuid().optional(),
  priority: z.number().int().min(-100).max(100).optional(),
  notify: Notify.optional(),
};

/** `POST /jobs` with JSON: files that are in Storage already. */
export const CreateJob = z.object({ ...shared, files: z.array(FileReference).min(1).max(200) });
export type CreateJob = z.infer<typeof CreateJob>;

/** The fields beside the files in `POST /jobs` with `multipart/form-data`. `options` is JSON, `notify` an e-mail address. */
export const CreateJobForm = z.object({
  ...shared,
  notify: Notify.shape.email.transform((email) => ({ email })).optional(),
  options: z.string().transform((text, context) => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: "custom", message: "must be a JSON object" });
      return z.NEVER;
    }
  }).optional(),
});

export const JobCreated = z.object({ job_id: z.uuid(), status: JobStatus, progress: z.number() });

export const ListJobs = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  status: JobStatus.optional(),
  kind: JobKind.optional(),
  batch_id: z.uuid().optional(),
  q: z.string().trim().max(200).optional(),
});

export const JobPage = z.object({ data: z.array(Job), page: z.number().int(), has_next_page: z.boolean() });
export type JobPage = z.infer<typeof JobPage>;

export const JobEvent = z.object({
  id: z.number().int(),
  job_id: z.uuid(),
  at: z.string(),
  type: z.string(),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).nullable(),
});
export type JobEvent = z.infer<typeof JobEvent>;
export const JobEvents = z.object({ data: z.array(JobEvent) });

/** RFC 9457. `type` is our error type, `detail` a sentence for the user. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string() });
export type Problem = z.infer<typeof Problem>;

/** What a link shows of a job to somebody without an account. */
export const SharedJob = Job.omit({
  owner: true,
  options: true,
  attempt: true,
  max_attempts: true,
  priority: true,
  batch_id: true,
  updated_at: true,
}).extend({
  files: z.array(JobFile.pick({ id: true, role: true, name: true, media_type: true, bytes: true })),
  /** The private Realtime topic on which changes of the job are told. */
  topic: z.string(),
});
export type SharedJob = z.infer<typeof SharedJob>;

/** A new link to a job. Its token is told once. */
export const JobLink = z.object({ job_id: z.uuid(), token: z.string(), url: z.url() });
