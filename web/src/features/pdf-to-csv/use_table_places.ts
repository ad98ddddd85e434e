import { useQuery } from "@tanstack/react-query";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";
import type { PlacedCell } from "./cell_places.ts";
import type { PdfBox } from "./page/rectangle.ts";

/** What `result.json` tells of a table beside its rows. */
export interface TablePlace {
  readonly page: number;
  /** One for each page that the table is on. */
  readonly regions: readonly { readonly page: number; readonly bbox: PdfBox }[];
  readonly header_rows: number;
  /** 0..1 */
  readonly confidence: number;
}

/** As it stands in the file: a table of races has no regions. */
type WrittenTable = Omit<TablePlace, "regions"> & { readonly bbox: PdfBox } & Partial<Pick<TablePlace, "regions">>;

/** Above these sizes the places are not worth the download; the preview does without. */
const MAX_TABLES_BYTES = 3 * 1024 * 1024;
const MAX_CELLS_BYTES = 12 * 1024 * 1024;

export function useTablePlaces(file: JobFile | undefined): readonly TablePlace[] {
  const { jobs } = useBackend();
  const query = useQuery({
    queryKey: ["places", file?.id],
    enabled: file !== undefined && file.bytes <= MAX_TABLES_BYTES,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<TablePlace[]> => {
      const { tables } = JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal)));
      return tables.map(({ page, bbox, regions, header_rows, confidence }: WrittenTable) => ({
        page,
        regions: regions ?? [{ page, bbox }],
        header_rows,
        confidence,
      }));
    },
  });
  return query.data ?? [];
}

/** Table by table, where each cell was; undefined while it is not known. */
export function useCellPlaces(file: JobFile | undefined): readonly (readonly PlacedCell[])[] | undefined {
  const { jobs } = useBackend();
  const query = useQuery({
    queryKey: ["cells", file?.id],
    enabled: file !== undefined && file.bytes <= MAX_CELLS_BYTES,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<readonly (readonly PlacedCell[])[]> => {
      const { tables } = JSON.parse(new TextDecoder().decode(await jobs.read(file!, signal)));
      return tables.map(({ cells }: { cells: PlacedCell[] }) => cells);
    },
  });
  return query.data;
}
