/**
 * Where races were: `races.json` knows the place of each race's table of starters, not of each cell.
 *
 * @module
 */
import type { Race } from "../../../../supabase/functions/_shared/pipelines/pdf-to-csv/racing/race.ts";
import type { PlacedCell } from "./cell_places.ts";
import type { PdfBox } from "../../ui/pdf/rectangle.ts";
import type { TablePlace } from "./use_table_places.ts";

type PlacedRace = Pick<Race, "page" | "bbox" | "starters">;

export interface RacePlaces {
  readonly regions: TablePlace["regions"];
  /** One cell a race, over all of its rows: a choice within them means the race. */
  readonly cells: readonly PlacedCell[];
}

const ANY_COLUMN = Number.MAX_SAFE_INTEGER;

export function placesOfRaces(races: readonly PlacedRace[]): RacePlaces {
  let row = 1;
  const cells = races.map(({ page, bbox: [x0 = 0, y0 = 0, x1 = 0, y1 = 0], starters }): PlacedCell => {
    const first = row;
    row += starters.length;
    return [first, 0, starters.length, ANY_COLUMN, page, x0, y0, x1, y1];
  });
  return { regions: races.map(({ page, bbox }) => ({ page, bbox: bbox as unknown as PdfBox })), cells };
}
