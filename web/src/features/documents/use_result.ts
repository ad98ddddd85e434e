import { useQuery } from "@tanstack/react-query";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { DocumentsResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { useBackend } from "../../api/backend.ts";

/** What `result.json` tells. */
export function useResult(file: JobFile | undefined) {
  const { jobs } = useBackend();
  return useQuery({
    queryKey: ["documents", file?.id],
    enabled: file !== undefined,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<DocumentsResult> =>
      JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal))) as DocumentsResult,
  });
}
