import { useQuery } from "@tanstack/react-query";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { Profile } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import { useBackend } from "../../api/backend.ts";

/** What `profile.json` tells. */
export function useProfile(file: JobFile | undefined) {
  const { jobs } = useBackend();
  return useQuery({
    queryKey: ["profile", file?.id],
    enabled: file !== undefined,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<Profile> =>
      JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal))) as Profile,
  });
}
