import { Skeleton } from "@mantine/core";
import { useMemo } from "react";
import type { JobFile } from "../../../../../supabase/functions/_shared/jobs/job.ts";
import type { PageFields } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import type { JobWithFiles } from "../../../api/jobs.ts";
import { ErrorNote } from "../../../ui/error_note.tsx";
import { PasswordForm } from "../../../ui/pdf/password_form.tsx";
import { useJobPdf } from "../../jobs/use_job_pdf.ts";
import { reviewedFields } from "./reviewed_field.ts";
import { ReviewView } from "./review_view.tsx";

interface ReviewPanelProps {
  readonly job: JobWithFiles;
  /** The written form: its pages can be seen without a password. */
  readonly form: JobFile;
  readonly found: readonly PageFields[];
}

/** The fields of a form over its pages. */
export function ReviewPanel({ job, form, found }: ReviewPanelProps) {
  const opened = useJobPdf(form);
  const fields = useMemo(() => reviewedFields(found), [found]);
  if (opened.state === "locked") return <PasswordForm name={form.name} locked={opened} />;
  if (opened.state === "failed") {
    return <ErrorNote title="Cannot show the pages" error={opened.error} onRetry={opened.retry} />;
  }
  if (opened.state === "loading") {
    return <Skeleton height={480} radius={4} role="status" aria-label="Loading the pages" />;
  }
  return <ReviewView key={job.id} job={job} pdf={opened.pdf} shapes={found} found={fields} />;
}
