import { useBackend } from "../../api/backend.ts";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { type OpenedPdf, usePdf } from "../../ui/pdf/use_pdf.ts";

/** A file of a job, opened for looking at its pages. */
export function useJobPdf(file: JobFile): OpenedPdf {
  const { jobs } = useBackend();
  return usePdf(file.id, (signal) => jobs.read(file, signal));
}
