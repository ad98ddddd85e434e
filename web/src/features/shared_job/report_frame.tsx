import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Link, SharedJobs } from "./shared_jobs.ts";
import classes from "./shared_job.module.css";

interface ReportFrameProps {
  readonly jobs: SharedJobs;
  readonly link: Link;
  readonly fileId: string;
  readonly title: string;
}

/** A report as a page within the page. The frame allows it nothing: no script, no form, no origin. */
export function ReportFrame({ jobs, link, fileId, title }: ReportFrameProps) {
  const report = useQuery({
    queryKey: ["shared-report", fileId],
    queryFn: ({ signal }) => jobs.read(link, fileId, signal),
  });
  if (!report.data) {
    return report.isError ? null : <Skeleton height={400} role="status" aria-label="Loading the report" />;
  }
  return <iframe sandbox="" srcDoc={report.data} title={title} className={classes["report"]} />;
}
