/**
 * Looking for tables in chosen parts of the pages only.
 *
 * @module
 */
import { type Box, centreWithin, overlap } from "../../documents/pdf/geometry.ts";
import type { PageContent } from "../../documents/pdf/page.ts";
import { turnBox } from "../../documents/pdf/turn.ts";
import type { Rule } from "../../documents/pdf/vectors.ts";
import type { Area } from "./options.ts";

/** The page cut down to each area that applies to it; the page itself when none was chosen at all. */
export function pageAreas(page: PageContent, areas: readonly Area[]): PageContent[] {
  if (areas.length === 0) return [page];
  return areas.filter((area) => area.page === undefined || area.page === page.number).map(({ bbox }) => {
    const [x0, y0, x1, y1] = bbox;
    return cut(page, turnBox({ x0, y0, x1, y1 }, page.turns));
  });
}

function cut(page: PageContent, area: Box): PageContent {
  const { vectors } = page;
  const along = (rules: readonly Rule[], at: [number, number], from: number, to: number) =>
    rules.filter((rule) => rule.at >= at[0] && rule.at <= at[1] && overlap(rule.from, rule.to, from, to) > 0)
      .map((rule) => ({ ...rule, from: Math.max(rule.from, from), to: Math.min(rule.to, to) }));
  return {
    ...page,
    view: area,
    words: page.words.filter((word) => centreWithin(word, area)),
    vectors: {
      horizontal: along(vectors.horizontal, [area.y0, area.y1], area.x0, area.x1),
      vertical: along(vectors.vertical, [area.x0, area.x1], area.y0, area.y1),
      edges: along(vectors.edges, [area.y0, area.y1], area.x0, area.x1),
      fills: vectors.fills.filter((fill) => centreWithin(fill, area)),
      strokes: vectors.strokes.filter(([x, y]) => x >= area.x0 && x <= area.x1 && y >= area.y0 && y <= area.y1),
    },
  };
}
