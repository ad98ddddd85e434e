import { useQuery } from "@tanstack/react-query";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";

/** What `result.json` tells of a table beside its rows. */
export interface TablePlace {
  readonly page: number;
  /** One for each page that the table is on. */
  readonly regions: readonly { readonly page: number }[];
  readonly header_rows: number;
  /** 0..1 */
  readonly confidence: number;
}

/** Above this size the places are not worth the download; the preview does without. */
const MAX_BYTES = 3 * 1024 * 1024;

export function useTablePlaces(file: JobFile | undefined): readonly TablePlace[] {
  const { jobs } = useBackend();
  const query = useQuery({
    queryKey: ["places", file?.id],
    enabled: file !== undefined && file.bytes <= MAX_BYTES,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<TablePlace[]> => {
      const { tables } = JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal)));
      return tables.map(({ page, regions, header_rows, confidence }: TablePlace) => ({
        page,
        regions,
        header_rows,
        confidence,
      }));
    },
  });
  return query.data ?? [];
}
