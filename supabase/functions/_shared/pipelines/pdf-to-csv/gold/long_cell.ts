/**
 * An invoice's lines without rules, one of them with a description as long as a line of running text.
 *
 * @module
 */
import type { GoldDocument } from "./documents.ts";
import { type Column, Typesetter } from "./typesetter.ts";

const COLUMNS: readonly Column[] = [
  { x: 60, width: 25, align: "left" },
  { x: 95, width: 280, align: "left" },
  { x: 385, width: 30, align: "right" },
  { x: 425, width: 40, align: "right" },
  { x: 480, width: 50, align: "right" },
];
const LONG = [
  "Fitting E14 with a long cable and a switch for the wall that is",
  "not to be had on its own and so is sold as one part with the lamp",
];

export const longCell: GoldDocument = {
  name: "a cell that goes on with a line as long as running text, without rules",
  tables: [[
    ["Pos", "Description", "Qty", "Price", "Total"],
    ["1", "Oven lamp, 40 W", "10", "4.50", "45.00"],
    ["2", LONG.join(" "), "5", "12.00", "60.00"],
    ["3", "Delivery", "1", "8.90", "8.90"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    let y = t.prose(60, 780, 470, 4) - 20;
    for (const row of longCell.tables[0]!) {
      const isLong = row[1] === LONG.join(" ");
      t.row(COLUMNS, isLong ? row.with(1, LONG[0]!) : row, y);
      if (isLong) t.text(LONG[1]!, COLUMNS[1]!.x, y -= 11);
      y -= 16;
    }
    t.prose(60, y - 30, 470, 5);
    return t.finish();
  },
};
