import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { DocumentsResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { useJsonFile } from "../jobs/use_json_file.ts";

/** What `result.json` tells. */
export const useResult = (file: JobFile | undefined) =>
  useJsonFile(file, { key: "documents", take: (result: DocumentsResult) => result });
