import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";

const OWNER = "7d0f2a52-5c1e-4b7a-9a53-2f6f0f6f3f10";

/** A job for tests, with what matters to the test. */
export function aJob(parts: Partial<Job>): Job {
  return {
    id: crypto.randomUUID(),
    owner: OWNER,
    kind: "pdf-to-csv",
    title: "race.pdf",
    status: "queued",
    stage: null,
    progress: 0,
    message: null,
    total_files: 1,
    processed_files: 0,
    options: {},
    result: null,
    error: null,
    attempt: 0,
    max_attempts: 3,
    priority: 0,
    batch_id: null,
    created_at: "2026-11-01T10:00:00Z",
    started_at: null,
    completed_at: null,
    updated_at: "2026-11-01T10:00:00Z",
    expires_at: null,
    version: 1,
    ...parts,
  };
}
