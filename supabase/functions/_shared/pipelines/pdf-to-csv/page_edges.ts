/**
 * What stands at the top and at the bottom of a page: candidates for running heads and feet.
 *
 * @module
 */
import type { Box } from "../../documents/pdf/geometry.ts";
import { type Line, textOf } from "./tables/lines.ts";

export interface PageEdges {
  /** The lines above a box, page numbers made alike; null when there are more than heads have. */
  above(box: Box): string[] | null;
  below(box: Box): string[] | null;
  readonly top: string[];
  readonly bottom: string[];
}

/** A running head or foot has at most so many lines. */
const MAX_LINES = 4;

export function pageEdges(lines: readonly Line[]): PageEdges {
  const signatures = (some: readonly Line[]) => some.map((line) => withoutPageNumber(textOf(line.words)));
  const few = (some: readonly Line[]) => some.length <= MAX_LINES ? signatures(some) : null;
  return {
    above: (box) => few(lines.filter((line) => line.base > box.y1)),
    below: (box) => few(lines.filter((line) => line.base < box.y0)),
    top: signatures(lines.slice(0, MAX_LINES)),
    bottom: signatures(lines.slice(-MAX_LINES)),
  };
}

/** A page's number stands at an end of its line, or after a word for page. */
function withoutPageNumber(text: string): string {
  return text.replace(/\b(page|seite|p\.|s\.)\s*\d+(\s*(of|\/|von|de)\s*\d+)?/gi, "#")
    .replace(/^\d{1,4}\b|\b\d{1,4}$/g, "#");
}
