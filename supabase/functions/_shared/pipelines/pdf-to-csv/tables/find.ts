/**
 * All tables of a page, from top to bottom.
 *
 * @module
 */
import { centreWithin } from "../../../documents/pdf/geometry.ts";
import type { PageContent } from "../../../documents/pdf/page.ts";
import { frameTable } from "./frame-table.ts";
import { linesOf } from "./lines.ts";
import { regionTable } from "./region-table.ts";
import { regionsOf } from "./regions.ts";
import { framesOf } from "./ruled.ts";
import type { Table } from "./table.ts";

export type Mode = "auto" | "ruled" | "unruled";

export function findTables(page: PageContent, mode: Mode = "auto"): Table[] {
  const tables: Table[] = [];
  if (mode !== "unruled") {
    for (const frame of framesOf(page.vectors.horizontal, page.vectors.vertical)) {
      const table = frameTable(frame, page.words);
      if (table) tables.push(table);
    }
  }
  if (mode !== "ruled") {
    const free = page.words.filter((word) => word.upright && !tables.some((table) => centreWithin(word, table.box)));
    for (const lines of regionsOf(linesOf(free))) {
      const table = regionTable(lines);
      if (table) tables.push(table);
    }
  }
  return tables.sort((a, b) => b.box.y1 - a.box.y1 || a.box.x0 - b.box.x0);
}
