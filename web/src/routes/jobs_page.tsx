import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useSearchParams } from "react-router";
import type { JobKind, JobStatus } from "../../../supabase/functions/_shared/jobs/job.ts";
import { KINDS } from "../../../supabase/functions/_shared/pipelines/kinds.ts";
import type { JobFilter } from "../api/jobs.ts";
import { useActiveJobs, useJobs } from "../api/queries.ts";
import { JobFilterBar } from "../features/jobs/job_filter_bar.tsx";
import { JobRow } from "../features/jobs/job_row.tsx";
import { useHiddenJobs } from "../features/jobs/pending_deletions.ts";
import { STATUS_LABEL } from "../features/jobs/status.ts";
import { Intake } from "../features/upload/intake.tsx";
import { UploadRow } from "../features/upload/upload_row.tsx";
import { useUploads } from "../features/upload/use_uploads.ts";
import { ErrorNote } from "../ui/error_note.tsx";
import { formatCount } from "../ui/format.ts";
import { useTitle } from "../ui/use_title.ts";
import classes from "./jobs_page.module.css";

/** The dashboard: where documents go in, and every job as it moves. */
export function JobsPage() {
  const [filter, setFilter] = useFilterInAddress();
  const [text] = useDebouncedValue(filter.text, 250);
  const uploads = useUploads();
  const hidden = useHiddenJobs();
  const active = useActiveJobs();
  const list = useJobs({ ...filter, text });
  useTitle(active.length > 0 ? `${formatCount(active.length, "job")} running` : "Docmill");

  const jobs = list.data?.pages.flatMap((page) => page.jobs).filter((job) => !hidden.has(job.id)) ?? [];
  const isFiltered = Boolean(filter.status || filter.kind || filter.text);
  const isEmpty = list.isSuccess && jobs.length === 0 && uploads.length === 0;

  return (
    <>
      <Intake isFirst={isEmpty && !isFiltered} />
      {(!isEmpty || isFiltered) && <JobFilterBar filter={filter} onChange={setFilter} />}
      {list.isError && <ErrorNote title="Cannot show your jobs" error={list.error} onRetry={() => list.refetch()} />}
      <h2 className="visually-hidden">Your jobs</h2>
      <ul aria-busy={list.isPending}>
        {uploads.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
        {jobs.map((job) => <JobRow key={job.id} job={job} />)}
      </ul>
      {isEmpty && (isFiltered ? <NothingFound onClear={() => setFilter({})} /> : <NothingYet />)}
      {list.hasNextPage && (
        <div className={classes["more"]}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show older jobs
          </Button>
        </div>
      )}
    </>
  );
}

function NothingYet() {
  return (
    <ol className={classes["steps"]}>
      <li>
        <strong>Drop</strong> a document on this page, or choose one. It is kept in your own folder.
      </li>
      <li>
        <strong>Watch</strong> it being worked on, page by page, as it happens.
      </li>
      <li>
        <strong>Take</strong> what was found: to look at here, and as files to go on with.
      </li>
    </ol>
  );
}

function NothingFound({ onClear }: { onClear(): void }) {
  return (
    <p className={classes["none"]}>
      No job matches. <button type="button" className="link-button" onClick={onClear}>Show all jobs</button>
    </p>
  );
}

/** The filter stands in the address, so that it survives going back and can be sent to oneself. */
function useFilterInAddress(): [JobFilter, (filter: JobFilter) => void] {
  const [params, setParams] = useSearchParams();
  const [status, kind] = [params.get("status"), params.get("kind")];
  const filter: JobFilter = {
    status: status && status in STATUS_LABEL ? status as JobStatus : undefined,
    kind: kind && kind in KINDS ? kind as JobKind : undefined,
    text: params.get("q") ?? undefined,
  };
  const setFilter = ({ status, kind, text }: JobFilter) =>
    setParams({ ...(status && { status }), ...(kind && { kind }), ...(text && { q: text }) }, { replace: true });
  return [filter, setFilter];
}
