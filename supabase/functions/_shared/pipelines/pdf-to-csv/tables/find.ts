/**
 * All tables of a page, from top to bottom.
 *
 * @module
 */
import { centreWithin } from "../../../documents/pdf/geometry.ts";
import type { PageContent } from "../../../documents/pdf/page.ts";
import { frameTable } from "./frame-table.ts";
import { layoutOf } from "./layout.ts";
import { regionTable } from "./region-table.ts";
import { regionsOf } from "./regions.ts";
import { framesOf } from "./ruled.ts";
import type { Table } from "./table.ts";
import { textLinesOf } from "./text-lines.ts";

export type Mode = "auto" | "ruled" | "unruled";

export function findTables(page: PageContent, mode: Mode = "auto"): Table[] {
  const { horizontal, vertical } = page.vectors;
  const tables: Table[] = [];
  if (mode !== "unruled") {
    for (const frame of framesOf(horizontal, vertical)) {
      const table = frameTable(frame, page.words);
      if (table) tables.push(table);
    }
  }
  if (mode !== "ruled") {
    const framed = tables.map((table) => table.box);
    const free = page.words.filter((word) => word.upright && !framed.some((box) => centreWithin(word, box)));
    for (const lines of layoutOf(textLinesOf(free, vertical))) {
      for (const region of regionsOf(lines, horizontal)) {
        const table = regionTable(region, horizontal);
        if (table) tables.push(table);
      }
    }
  }
  return tables.sort((a, b) => b.box.y1 - a.box.y1 || a.box.x0 - b.box.x0);
}
