import assert from "node:assert/strict";
import type { Slot } from "./cells.ts";
import { gridHeading } from "./grid_heading.ts";

interface Cell {
  readonly text: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly bold?: boolean;
}

const WIDTH = 50, HEIGHT = 20;

/** A grid's cells, row by row; an empty string is a cell without text, undefined none at all: another one spans it. */
function slotsOf(rows: readonly (readonly (string | Cell | undefined)[])[]): Slot[] {
  return rows.flatMap((row, r) =>
    row.flatMap((given, c): Slot[] => {
      if (given === undefined) return [];
      const { text, columns = 1, rows = 1, bold = false } = typeof given === "string" ? { text: given } : given;
      const x0 = c * WIDTH + 5, y0 = -(r + 1) * HEIGHT + 5;
      const word = { text, x0, y0, x1: x0 + 20, y1: y0 + 10, base: y0 + 2, size: 10, bold, upright: true };
      return [{ row: r, column: c, rowSpan: rows, columnSpan: columns, words: text === "" ? [] : [word] }];
    })
  );
}

const shade = (rows: number, colour = "#ccc") => ({ x0: 0, x1: 500, y0: -rows * HEIGHT, y1: 0, colour });
const bold = (...texts: string[]) => texts.map((text) => ({ text, bold: true }));

Deno.test("one row is the heading where nothing says that it is more", () => {
  const rows = [["Name", "City"], ["Ada", "London"], ["Kurt", "Vienna"]];
  assert.equal(gridHeading(slotsOf(rows), []), 1);
});

Deno.test("a heading over several columns goes on in the headings of each", () => {
  const over = (text: string, columns = 2) => ({ text, columns });
  const values = ["North", "one", "two", "three", "four"];
  const beside = [[{ text: "Region", rows: 2 }, over("Sales"), undefined, over("Cost"), undefined], [
    undefined,
    "net",
    "gross",
    "net",
    "gross",
  ]];
  assert.equal(gridHeading(slotsOf([...beside, values, values]), []), 2);
  const stub = [["", over("Sales"), undefined, over("Cost"), undefined], ["", "net", "gross", "net", "gross"]];
  assert.equal(gridHeading(slotsOf([...stub, values, values]), []), 2);
  const three = [
    [{ text: "Region", rows: 3 }, over("Trade", 4), undefined, undefined, undefined],
    [undefined, over("Sales"), undefined, over("Cost"), undefined],
    [undefined, "net", "gross", "net", "gross"],
  ];
  assert.equal(gridHeading(slotsOf([...three, values, values]), []), 3);
});

Deno.test("a title over the whole grid belongs to the heading below it", () => {
  const rows = [[{ text: "Towns", columns: 3 }], ["Town", "Mayor", "River"], ["Ulm", "Ada", "Danube"]];
  assert.equal(gridHeading(slotsOf(rows), []), 2);
});

Deno.test("values are no heading, whatever stands above them", () => {
  const rows = [[{ text: "Sales", columns: 2 }, undefined, "Total"], ["3", "4", "7"], ["5", "6", "11"]];
  assert.equal(gridHeading(slotsOf(rows), []), 1);
});

Deno.test("names and what they name are no heading of several rows", () => {
  const rows = [["Name", { text: "Ada Lovelace", columns: 3 }], ["Street", "Mill Lane", "Town", "Ulm"], [
    "Born",
    "May",
  ]];
  assert.equal(gridHeading(slotsOf(rows), []), 1);
});

Deno.test("rows in bold type or on a ground of their own are the heading, but not a section's title below them", () => {
  const values = [["Ada", "London"], ["Kurt", "Vienna"]];
  assert.equal(gridHeading(slotsOf([bold("Name", "City"), bold("first", "birth"), ...values]), []), 2);
  assert.equal(gridHeading(slotsOf([bold("Name", "City"), bold("Poets"), ...values]), []), 1);
  assert.equal(gridHeading(slotsOf([["Name", "City"], ["first", "birth"], ...values]), [shade(2)]), 2);
  const striped = [{ ...shade(3), y1: -2 * HEIGHT }, shade(1)];
  assert.equal(gridHeading(slotsOf([["Name", "City"], ["Emil", "Ulm"], ...values]), striped), 1);
});
