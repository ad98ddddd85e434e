import type { SharedJob } from "../../../../supabase/functions/_shared/jobs/api.ts";
import { formatStage } from "../../ui/format.ts";

/** One line that says how a job is. */
export function sentenceOf(job: Pick<SharedJob, "status" | "stage" | "message" | "error" | "result">): string {
  switch (job.status) {
    case "queued":
      return job.message ?? "Waiting for its turn";
    case "processing": {
      const stage = job.stage ? formatStage(job.stage) : "Starting";
      return job.message ? `${stage}: ${job.message}` : stage;
    }
    case "failed":
      return job.error?.detail ?? "The job failed.";
    case "cancelled":
      return "Cancelled";
    case "completed":
      return typeof job.result?.["message"] === "string" ? job.result["message"] : "Done";
  }
}
