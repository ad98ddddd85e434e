/**
 * A drawn grid over three pages, its heading of two rows repeated on the second and not on the third.
 *
 * @module
 */
import type { GoldDocument } from "./documents.ts";
import { Typesetter } from "./typesetter.ts";

const XS = [60, 180, 260, 340, 420, 500], HEIGHT = 18, TOP = 760, ROWS_A_PAGE = 20;

export const drawnHeading: GoldDocument = {
  name: "a grid over pages with a heading of two rows",
  tables: [[
    ["Depot", "Buses", "", "Trams", ""],
    ["", "Old", "New", "Old", "New"],
    ...Array.from(
      { length: 3 * ROWS_A_PAGE },
      (_, i) => [`Depot ${i + 1}`, ...[1, 2, 3, 4].map((j) => String((i * 7 + j * 13) % 90 + 10))],
    ),
  ]],
  make: async () => {
    const t = await Typesetter.start();
    const [above, below, ...rows] = drawnHeading.tables[0]!;
    for (let page = 0; page < 3; page++) {
      if (page > 0) t.newPage();
      const own = rows.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE);
      const printed = page < 2 ? [above!, below!, ...own] : own;
      const foot = TOP - printed.length * HEIGHT;
      printed.forEach((row, r) => {
        const y = TOP - r * HEIGHT, isGroups = row === above;
        t.rule(isGroups || row !== below ? XS[0]! : XS[1]!, XS.at(-1)!, y);
        row.forEach((text, c) => text && t.text(text, XS[c]! + 4, y - 13));
      });
      t.rule(XS[0]!, XS.at(-1)!, foot);
      XS.forEach((x, c) => t.vertical(x, foot, page < 2 && (c === 2 || c === 4) ? TOP - HEIGHT : TOP));
    }
    return t.finish();
  },
};
