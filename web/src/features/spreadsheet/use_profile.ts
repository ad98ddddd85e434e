import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { Profile } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import { useJsonFile } from "../jobs/use_json_file.ts";

/** What `profile.json` tells. */
export const useProfile = (file: JobFile | undefined) =>
  useJsonFile(file, { key: "profile", take: (profile: Profile) => profile });
