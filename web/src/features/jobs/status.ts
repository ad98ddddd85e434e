import type { Job, JobStatus } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { formatPercent, formatStage } from "../../ui/format.ts";

export const STATUS_LABEL: Record<JobStatus, string> = {
  queued: "Queued",
  processing: "Processing",
  completed: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

export function isActive(job: Job): boolean {
  return job.status === "queued" || job.status === "processing";
}

/** One line that says how a job is: what it does now, what it found, or why it failed. */
export function describe(job: Job): string {
  if (job.status === "failed") return job.error?.detail ?? "The job failed. Try it again.";
  if (job.status === "cancelled") return "Cancelled";
  if (job.status === "queued") {
    return job.attempt > 0 ? job.message ?? "Waiting to be tried again" : "Waiting for its turn";
  }
  if (job.status === "processing") {
    const stage = job.stage ? formatStage(job.stage) : "Starting";
    return job.message ? `${stage}: ${job.message}` : stage;
  }
  return typeof job.result?.["message"] === "string" ? job.result["message"] : "Done";
}

/** What a window's title says: "42 % – race.pdf". */
export function titleFor(job: Job): string {
  if (job.status === "processing") return `${formatPercent(job.progress)} – ${job.title}`;
  if (job.status === "completed") return `✓ ${job.title}`;
  return `${STATUS_LABEL[job.status]} – ${job.title}`;
}
