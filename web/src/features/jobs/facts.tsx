import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { Job } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { KINDS } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import { Age } from "../../ui/age.tsx";
import { formatDuration } from "../../ui/format.ts";
import classes from "./facts.module.css";

/** What is fixed about a job. */
export function Facts({ job }: { job: Job }) {
  return (
    <dl className={classes["facts"]}>
      <dt>Kind</dt>
      <dd>{KINDS[job.kind].label}</dd>
      <dt>Created</dt>
      <dd>
        <Age of={job.created_at} />
      </dd>
      {job.started_at && job.completed_at && (
        <>
          <dt>Took</dt>
          <dd>{formatDuration(Date.parse(job.completed_at) - Date.parse(job.started_at))}</dd>
        </>
      )}
      {job.attempt > 1 && (
        <>
          <dt>Attempt</dt>
          <dd>{job.attempt} of {job.max_attempts}</dd>
        </>
      )}
      {job.expires_at && (
        <>
          <dt>Kept until</dt>
          <dd>{new Date(job.expires_at).toLocaleDateString("en-GB", { day: "numeric", month: "long" })}</dd>
        </>
      )}
      <dt>Job id</dt>
      <dd className={classes["id"]}>
        <code>{job.id}</code>
        <CopyButton value={job.id}>
          {({ copied, copy }) => (
            <ActionIcon size="sm" onClick={copy} aria-label={copied ? "Copied" : "Copy the job id"}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          )}
        </CopyButton>
      </dd>
    </dl>
  );
}
