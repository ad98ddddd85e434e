import assert from "node:assert/strict";
import { cellAt, type PlacedCell, placeOf } from "./cell_places.ts";
import { placesOfRaces } from "./race_places.ts";

const CELLS: PlacedCell[] = [[0, 0, 1, 2, 3, 10, 90, 50, 100], [1, 1, 1, 1, 4, 30, 70, 50, 80]];

Deno.test("a cell is where it was, and what a spanning cell covers is in that cell", () => {
  assert.deepEqual(placeOf(CELLS, { row: 1, column: 1 }), { page: 4, box: [30, 70, 50, 80] });
  assert.deepEqual(placeOf(CELLS, { row: 0, column: 1 }), { page: 3, box: [10, 90, 50, 100] });
  assert.equal(placeOf(CELLS, { row: 1, column: 0 }), undefined);
});

Deno.test("a place on a page belongs to a cell of that page only", () => {
  assert.deepEqual(cellAt(CELLS, 4, () => true), { row: 1, column: 1 });
  assert.equal(cellAt(CELLS, 5, () => true), undefined);
});

Deno.test("every row of a race is where the race was; the heading is nowhere", () => {
  const race = (page: number, starters: number) => ({ page, bbox: [1, 2, 3, page], starters: Array(starters) });
  const { cells, regions } = placesOfRaces([race(1, 2), race(2, 0), race(3, 1)]);
  const pageOf = (row: number) => placeOf(cells, { row, column: 7 })?.page;
  assert.deepEqual([0, 1, 2, 3, 4].map(pageOf), [undefined, 1, 1, 3, undefined]);
  assert.deepEqual(regions.map(({ page }) => page), [1, 2, 3]);
});
