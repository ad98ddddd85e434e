import { Button, Skeleton } from "@mantine/core";
import { ErrorNote } from "../../ui/error_note.tsx";
import { formatBytes } from "../../ui/format.ts";
import { ProgressRule } from "../../ui/progress_rule.tsx";
import { StatusMark } from "../../ui/status_mark.tsx";
import { useTitle } from "../../ui/use_title.ts";
import { ReportFrame } from "./report_frame.tsx";
import classes from "./shared_job.module.css";
import type { Link } from "./shared_jobs.ts";
import { sentenceOf } from "./sentence.ts";
import { useSharedJob } from "./use_shared_job.ts";

/** How a job is, and what came of it. */
export function SharedJobView({ link }: { link: Link }) {
  const { data: job, jobs, isError, error, refetch } = useSharedJob(link);
  useTitle(job?.title ?? "Status");
  if (isError && !job) return <ErrorNote title="Cannot show this job" error={error} onRetry={() => refetch()} />;
  if (!job) return <Skeleton height={160} role="status" aria-label="Loading the job" />;
  const outputs = job.status === "completed" ? job.files.filter((file) => file.role === "output") : [];
  const report = outputs.find((file) => file.media_type === "text/html");
  return (
    <>
      <h1>{job.title}</h1>
      <p className={classes["status"]} role="status">
        <StatusMark status={job.status} progress={job.progress} />
        <span>{sentenceOf(job)}</span>
      </p>
      {job.status === "processing" && <ProgressRule value={job.progress} label="Progress" thick />}
      {outputs.length > 0 && (
        <div className={classes["downloads"]}>
          {outputs.map((file) => (
            <Button key={file.id} component="a" variant="default" href={jobs.downloadUrl(link, file.id)} download>
              {file.name} ({formatBytes(file.bytes)})
            </Button>
          ))}
        </div>
      )}
      {report && <ReportFrame jobs={jobs} link={link} fileId={report.id} title={`Report on ${job.title}`} />}
    </>
  );
}
