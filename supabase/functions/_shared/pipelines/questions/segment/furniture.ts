/**
 * What stands on a page without belonging to any question: heads and feet, page numbers, footnotes, "turn over".
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import { commonSize, type Row } from "./rows.ts";

/** A row at a page's edge, told apart by its words without their numbers. */
export interface Edge {
  readonly page: number;
  readonly at: "top" | "bottom";
  readonly key: string;
}

/** So many rows at either end of a page may be its head or foot. */
const EDGE_ROWS = 4;
/** Heads and feet lie within this share of the page's height. */
const MARGIN = 0.14;

const PAGE_NUMBER =
  /^[\s\-–—*[(]*(page|p\.?|seite|s\.|p[áa]gina|p[áa]g\.?|sida|side|strona|стр\.?)?\s*\d{1,4}\s*((of|\/|von|de|sur|av|z|из)\s*\d{1,4})?[\s\-–—*\])]*$/iu;
/** Somewhere in a head or a foot. */
const PAGE_OF =
  /\b(page|seite|p[áa]gina|p[áa]g\.|sida|side|strona)\s*\d{1,4}\b|\b\d{1,3}\s+(of|von|de|sur)\s+\d{1,3}$/iu;
const ROMAN_NUMBER = /^[ivxl]{1,6}$/;
const NOTICE =
  /^\W*(turn over|please turn over|turn (to )?the (next )?page|go on to the next page|blank page|this page (is|has been) (intentionally )?(left )?blank|end of (the )?(questions?|paper|exam(ination)?|test|quiz|section)\b.*|stop\.?|continued?( on (the )?next page)?|p\.?t\.?o\.?|bitte wenden|(©|\(c\)|copyright)[^?]*\b(19|20)\d\d\b.*|copyright\b.*)\W*$/iu;

export function edgesOf(page: number, rows: readonly Row[], view: Box): Edge[] {
  const high = view.y1 - MARGIN * (view.y1 - view.y0), low = view.y0 + MARGIN * (view.y1 - view.y0);
  const top = rows.slice(0, EDGE_ROWS).filter((row) => row.y0 > high);
  const bottom = rows.slice(-EDGE_ROWS).filter((row) => row.y1 < low);
  const edge = (at: Edge["at"]) => (row: Row): Edge => ({ page, at, key: keyOf(row) });
  return [...top.map(edge("top")), ...bottom.map(edge("bottom"))];
}

const keyOf = (row: Row): string => textOf(row).replace(/\d+/g, "0").toLowerCase();
const textOf = (row: Row): string => row.words.map((word) => word.text).join(" ");

/** The keys of edges that come again on other pages: on every second page at least, for left and right pages may differ. */
export function repeatedEdges(edges: readonly Edge[], pages: number): Set<string> {
  const seen = new Map<string, Set<number>>();
  for (const { at, key, page } of edges) {
    const id = `${at} ${key}`;
    seen.set(id, (seen.get(id) ?? new Set()).add(page));
  }
  const enough = Math.max(2, Math.ceil(pages * 0.3));
  // A question's bare number is no page number, however often it stands in the same place.
  return new Set([...seen].filter(([id, on]) => on.size >= enough && /\p{L}{2}/u.test(id.slice(7))).map(([id]) => id));
}

/** Splits a page's rows into those that may belong to questions and the boxes of those that cannot. */
export function withoutFurniture(
  rows: readonly Row[],
  view: Box,
  repeated: ReadonlySet<string>,
  horizontal: readonly Rule[],
): { rows: Row[]; furniture: Box[] } {
  const height = view.y1 - view.y0;
  const high = view.y1 - MARGIN * height, low = view.y0 + MARGIN * height;
  const furniture: Box[] = [];
  const kept: Row[] = [];
  const footnotes = footnoteZone(rows, view, horizontal);
  for (const [index, row] of rows.entries()) {
    const text = textOf(row);
    const atTop = index < EDGE_ROWS && row.y0 > high, atBottom = index >= rows.length - EDGE_ROWS && row.y1 < low;
    const isEdge = (atTop && repeated.has(`top ${keyOf(row)}`)) || (atBottom && repeated.has(`bottom ${keyOf(row)}`));
    const above = rows[index - 1];
    const alone = !above || above.y0 - row.y1 > 0.8 * row.size;
    const isNumber = (PAGE_NUMBER.test(text) || ROMAN_NUMBER.test(text)) && (
      atBottom && index === rows.length - 1 && alone ||
      atTop && index === 0 && row.y0 > view.y1 - 0.08 * height && row.x0 > view.x0 + 0.3 * (view.x1 - view.x0)
    );
    const isPageOf = (atTop || atBottom) && PAGE_OF.test(text);
    if (isEdge || isNumber || isPageOf || NOTICE.test(text) || (footnotes && row.y1 < footnotes + 1)) {
      furniture.push(row);
    } else kept.push(row);
  }
  if (footnotes) furniture.push({ x0: view.x0, x1: view.x1, y0: view.y0, y1: footnotes + 1 });
  return { rows: kept, furniture };
}

/** The height of the short rule that footnotes stand under; undefined when there are none. */
function footnoteZone(rows: readonly Row[], view: Box, horizontal: readonly Rule[]): number | undefined {
  const size = commonSize(rows.flatMap((row) => row.words));
  const width = view.x1 - view.x0, left = Math.min(...rows.map((row) => row.x0));
  for (const rule of horizontal) {
    const length = rule.to - rule.from;
    if (
      rule.at > view.y0 + 0.4 * (view.y1 - view.y0) || length < 40 || length > 0.45 * width || rule.from > left + 12
    ) continue;
    const below = rows.filter((row) => row.y1 < rule.at + 2);
    const first = below[0];
    if (
      first && rule.at - first.y1 < 1.5 * size &&
      below.every((row) => row.size <= 0.92 * size || PAGE_NUMBER.test(textOf(row)))
    ) {
      return rule.at;
    }
  }
  return undefined;
}
