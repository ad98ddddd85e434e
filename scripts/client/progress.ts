/**
 * Progress on standard error: a bar that moves on a terminal, a line per change otherwise.
 *
 * @module
 */
import type { Job } from "../../supabase/functions/_shared/jobs/job.ts";

const WIDTH = 28;

export interface ProgressView {
  update(job: Job): void;
  end(): void;
}

/** @param label what to call the job, when several are shown */
export function createProgress(label: string, live: boolean): ProgressView {
  let last = "";
  const encoder = new TextEncoder();
  return {
    update(job) {
      const text = describe(label, job, live);
      if (text === last) return;
      last = text;
      Deno.stderr.writeSync(encoder.encode(live ? `\r\x1b[2K${text}` : `${text}\n`));
    },
    end() {
      if (live && last) Deno.stderr.writeSync(encoder.encode("\n"));
    },
  };
}

function describe(label: string, job: Job, live: boolean): string {
  const percent = `${Math.floor(job.progress * 100)}%`.padStart(4);
  const what = job.status === "processing" ? job.message ?? job.stage ?? "processing" : job.error?.detail ?? job.status;
  if (!live) return `${label}: ${job.status}${percent} ${what}`;
  const filled = Math.round(job.progress * WIDTH);
  return `${label} ${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}${percent}  ${what}`;
}
