import { memo } from "react";
import { Link } from "react-router";
import type { Job } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { KINDS } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import { Age } from "../../ui/age.tsx";
import { formatPercent } from "../../ui/format.ts";
import { ProgressRule } from "../../ui/progress_rule.tsx";
import { StatusMark } from "../../ui/status_mark.tsx";
import { ALL_KINDS } from "../kinds.ts";
import { JobMenu } from "./job_menu.tsx";
import classes from "./job_row.module.css";
import { describe, isActive, STATUS_LABEL } from "./status.ts";

/** A job in the list. The rule below it is drawn as the job goes on. */
export const JobRow = memo(function JobRow({ job }: { job: Job }) {
  const isMoving = isActive(job);
  return (
    <li className={classes["row"]} data-testid="job" data-status={job.status}>
      <StatusMark status={job.status} progress={job.progress} />
      <div className={classes["subject"]}>
        <Link to={`/jobs/${job.id}`} className={classes["title"]}>{job.title}</Link>
        <span className={classes["detail"]} data-alarm={job.status === "failed" || undefined}>{describe(job)}</span>
      </div>
      {ALL_KINDS.length > 1 && <span className={classes["kind"]}>{KINDS[job.kind].label}</span>}
      <span className={classes["figure"]} data-quiet={job.status !== "processing" || undefined}>
        {job.status === "processing" ? formatPercent(job.progress) : STATUS_LABEL[job.status]}
      </span>
      <span className={classes["age"]}>
        <Age of={job.created_at} />
      </span>
      <span className={classes["actions"]}>
        <JobMenu job={job} />
      </span>
      {isMoving && (
        <div className={classes["rule"]}>
          <ProgressRule
            value={job.progress}
            label={`Progress of ${job.title}`}
            tone={job.status === "processing" ? "accent" : "still"}
          />
        </div>
      )}
    </li>
  );
});
