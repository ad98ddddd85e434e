import { Skeleton } from "@mantine/core";
import { Suspense } from "react";
import { useParams } from "react-router";
import { useJob } from "../api/queries.ts";
import { titleFor } from "../features/jobs/status.ts";
import { REVIEW_VIEWS } from "../features/kinds.ts";
import { ErrorNote } from "../ui/error_note.tsx";
import { useTitle } from "../ui/use_title.ts";
import { NotFoundPage } from "./not_found_page.tsx";

// Whatever is reviewed has pages: they are made ready while the job is being asked for.
void import("../ui/pdf/pdfjs.ts");

/** Putting right what a job has found, with the whole window for it. */
export function ReviewPage() {
  const { id = "" } = useParams();
  const job = useJob(id);
  useTitle(job.data ? `Review of ${titleFor(job.data)}` : "Review");
  if (job.isError) return <ErrorNote title="Cannot show this job" error={job.error} onRetry={() => job.refetch()} />;
  if (job.isPending) return <Skeleton height={160} role="status" aria-label="Loading the job" />;
  const ReviewView = job.data && REVIEW_VIEWS[job.data.kind];
  if (!job.data || !ReviewView) return <NotFoundPage />;
  return (
    <Suspense fallback={<Skeleton height={480} role="status" aria-label="Loading the review" />}>
      <ReviewView job={job.data} />
    </Suspense>
  );
}
