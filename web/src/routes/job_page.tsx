import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Suspense } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { JobWithFiles } from "../api/jobs.ts";
import { useJob } from "../api/queries.ts";
import { DownloadResult, FileList } from "../features/jobs/downloads.tsx";
import { Facts } from "../features/jobs/facts.tsx";
import { FileProgress } from "../features/jobs/file_progress.tsx";
import { StageSteps } from "../features/jobs/stage_steps.tsx";
import { describe, isActive, STATUS_LABEL, titleFor } from "../features/jobs/status.ts";
import { Timeline } from "../features/jobs/timeline.tsx";
import { useJobActions } from "../features/jobs/use_job_actions.tsx";
import { RESULT_VIEWS, REVIEW_VIEWS } from "../features/kinds.ts";
import { ErrorNote } from "../ui/error_note.tsx";
import { formatPercent } from "../ui/format.ts";
import { StatusMark } from "../ui/status_mark.tsx";
import { useTitle } from "../ui/use_title.ts";
import classes from "./job_page.module.css";
import plain from "./plain_page.module.css";

export function JobPage() {
  const { id = "" } = useParams();
  const job = useJob(id);
  if (job.isError) return <ErrorNote title="Cannot show this job" error={job.error} onRetry={() => job.refetch()} />;
  if (job.isPending) return <Skeleton height={160} role="status" aria-label="Loading the job" />;
  return job.data ? <JobView job={job.data} /> : <NoSuchJob />;
}

function JobView({ job }: { job: JobWithFiles }) {
  const ResultView = RESULT_VIEWS[job.kind];
  // What is under review stays there while it is worked on again, and when that fails.
  const hasResult = job.status === "completed" || (job.result !== null && REVIEW_VIEWS[job.kind] !== undefined);
  useTitle(titleFor(job));
  return (
    <>
      <Link to="/" className={classes["back"]}>
        <IconArrowLeft size={16} aria-hidden="true" /> All jobs
      </Link>
      <header className={classes["header"]}>
        <h1>{job.title}</h1>
        <Actions job={job} />
      </header>
      <section aria-label="Progress" className={classes["progress"]}>
        <p className={classes["status"]} data-status={job.status}>
          <StatusMark status={job.status} progress={job.progress} />
          <strong>{STATUS_LABEL[job.status]}</strong>
          {job.status !== "failed" && job.status !== "cancelled" && <span>{describe(job)}</span>}
          {job.status === "processing" && <span className={classes["percent"]}>{formatPercent(job.progress)}</span>}
        </p>
        <div
          role="progressbar"
          aria-label="Progress"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.floor(job.progress * 100)}
          aria-valuetext={describe(job)}
        />
        <StageSteps job={job} />
        {isActive(job) && (
          <p className={classes["hint"]}>
            The result appears here by itself. You can leave this page; the job goes on.
          </p>
        )}
        {job.status !== "completed" && <FileProgress job={job} />}
        {job.status === "failed" && <ErrorNote title="This job failed" error={describe(job)} />}
      </section>
      {hasResult && (
        <section aria-labelledby="result" className={classes["result"]}>
          <h2 id="result">Result</h2>
          <Suspense fallback={<Skeleton height={320} />}>
            <ResultView job={job} />
          </Suspense>
        </section>
      )}
      <div className={classes["details"]}>
        <section aria-labelledby="facts">
          <h2 id="facts">Job</h2>
          <Facts job={job} />
        </section>
        <section aria-labelledby="files">
          <h2 id="files">Files</h2>
          <FileList job={job} />
        </section>
        <section aria-labelledby="timeline">
          <h2 id="timeline">Timeline</h2>
          <Timeline jobId={job.id} />
        </section>
      </div>
    </>
  );
}

function Actions({ job }: { job: JobWithFiles }) {
  const { cancel, retry, remove } = useJobActions();
  const navigate = useNavigate();
  const removeAndLeave = () => {
    remove(job);
    void navigate("/");
  };
  return (
    <div className={classes["actions"]}>
      {job.status === "completed" && <DownloadResult job={job} />}
      {(job.status === "failed" || job.status === "cancelled") && (
        <Button variant="default" onClick={() => retry(job)}>Try again</Button>
      )}
      {isActive(job) && <Button variant="default" onClick={() => cancel(job)}>Cancel</Button>}
      <Button variant="subtle" color="gray" onClick={removeAndLeave}>Delete</Button>
    </div>
  );
}

function NoSuchJob() {
  useTitle("Job not found");
  return (
    <div className={plain["page"]}>
      <h1>There is no such job</h1>
      <p className={plain["lead"]}>
        It may have been deleted, or it belongs to somebody else: jobs can be seen from the browser that created them.
      </p>
      <Button component={Link} to="/">See your jobs</Button>
    </div>
  );
}
