import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useJsonFile } from "../jobs/use_json_file.ts";
import type { PlacedCell } from "./cell_places.ts";
import type { PdfBox } from "../../ui/pdf/rectangle.ts";
import { placesOfRaces, type RacePlaces } from "./race_places.ts";

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

/** The tables of `result.json`. */
export function useTablePlaces(file: JobFile | undefined): readonly TablePlace[] {
  return usePlaces(
    file,
    MAX_TABLES_BYTES,
    ({ tables }: { tables: WrittenTable[] }): TablePlace[] =>
      tables.map(({ page, bbox, regions, header_rows, confidence }) => ({
        page,
        regions: regions ?? [{ page, bbox }],
        header_rows,
        confidence,
      })),
  ) ?? [];
}

/** Table by table, where each cell was, from `cells.json`; undefined while it is not known. */
export function useCellPlaces(file: JobFile | undefined): readonly (readonly PlacedCell[])[] | undefined {
  return usePlaces(
    file,
    MAX_CELLS_BYTES,
    ({ tables }: { tables: { cells: PlacedCell[] }[] }) => tables.map(({ cells }) => cells),
  );
}

/** The places of `races.json`; undefined while they are not known, and for what are no races. */
export function useRacePlaces(file: JobFile | undefined): RacePlaces | undefined {
  return usePlaces(
    file,
    MAX_CELLS_BYTES,
    ({ races }: { races: Parameters<typeof placesOfRaces>[0] }) => placesOfRaces(races),
  );
}

const usePlaces = <Written, Wanted>(file: JobFile | undefined, maxBytes: number, take: (written: Written) => Wanted) =>
  useJsonFile(file, { key: "places", take, maxBytes }).data;
