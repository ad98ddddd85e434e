import { useQuery } from "@tanstack/react-query";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";

interface JsonFile<Written, Wanted> {
  /** Of what is kept of it: a file may be read for several things. */
  readonly key: string;
  take(written: Written): Wanted;
  readonly maxBytes?: number;
}

/** What is wanted of a job's JSON file. It is not fetched when there is none, or when it is larger than it is worth. */
export function useJsonFile<Written, Wanted>(
  file: JobFile | undefined,
  { key, take, maxBytes = Infinity }: JsonFile<Written, Wanted>,
) {
  const { jobs } = useBackend();
  return useQuery({
    queryKey: [key, file?.id],
    enabled: file !== undefined && file.bytes <= maxBytes,
    structuralSharing: false,
    queryFn: async ({ signal }) =>
      take(JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal))) as Written),
  });
}
