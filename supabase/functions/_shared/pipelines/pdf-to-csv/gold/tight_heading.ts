/**
 * A table without rules whose headings are wider than its values, so that hardly more than a word space parts them.
 *
 * @module
 */
import type { GoldDocument } from "./documents.ts";
import { Typesetter } from "./typesetter.ts";

export const tightHeading: GoldDocument = {
  name: "headings that nearly touch above narrow values",
  tables: [[
    ["Membership number", "Year of joining", "Contribution"],
    ["A-17", "2024", "60"],
    ["A-18", "2025", "75"],
    ["B-03", "2026", "60"],
    ["B-11", "2029", "45"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    const [headings, ...rows] = tightHeading.tables[0]!, gap = 8;
    const xs: number[] = [];
    t.prose(60, 780, 470, 4);
    headings!.reduce((x, heading) => {
      xs.push(x);
      return x + t.text(heading, x, 700) + gap;
    }, 60);
    rows.forEach((row, r) => row.forEach((text, c) => t.text(text, xs[c]!, 685 - r * 15)));
    return t.finish();
  },
};
