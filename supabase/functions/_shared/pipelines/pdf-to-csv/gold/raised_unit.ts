/**
 * A heading with a raised figure, whose line stands a little lower for it than those of the headings beside it.
 *
 * @module
 */
import type { GoldDocument } from "./documents.ts";
import { Typesetter } from "./typesetter.ts";

const XS = [60, 115, 215], LOWERED = 2.6, RAISED = 3.9;

export const raisedUnit: GoldDocument = {
  name: "a raised figure in a heading that stands lower than those beside it",
  tables: [[
    ["Metal", "Density (g/cm3)", "Melting point"],
    ["Iron", "7.87", "1,538"],
    ["Gold", "19.3", "1,064"],
    ["Lead", "11.3", "327.5"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    const [headings, ...rows] = raisedUnit.tables[0]!;
    const top = t.prose(60, 780, 470, 4) - 20;
    t.text(headings![0]!, XS[0]!, top);
    t.text(headings![2]!, XS[2]!, top);
    const figure = XS[1]! + t.text("Density (g/cm", XS[1]!, top - LOWERED);
    t.text(")", figure + t.text("3", figure, top - LOWERED + RAISED, { size: 7 }), top - LOWERED);
    rows.forEach((row, r) => row.forEach((text, c) => t.text(text, XS[c]!, top - 20 - r * 16)));
    return t.finish();
  },
};
