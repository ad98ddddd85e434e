import { useQuery } from "@tanstack/react-query";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { PageFields } from "../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { useBackend } from "../../api/backend.ts";

/** What `fields.json` tells. */
export function useFoundFields(file: JobFile | undefined) {
  const { jobs } = useBackend();
  return useQuery({
    queryKey: ["found-fields", file?.id],
    enabled: file !== undefined,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<readonly PageFields[]> =>
      JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal))).pages,
  });
}
