import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { PageFields } from "../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { useJsonFile } from "../jobs/use_json_file.ts";

/** What `fields.json` tells. */
export const useFoundFields = (file: JobFile | undefined) =>
  useJsonFile(file, { key: "found-fields", take: ({ pages }: { pages: readonly PageFields[] }) => pages });
