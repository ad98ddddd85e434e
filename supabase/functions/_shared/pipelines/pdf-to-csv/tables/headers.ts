/**
 * Which of a table's first lines are its heading.
 *
 * @module
 */
import type { FilledBox, Rule } from "../../../documents/pdf/vectors.ts";
import { isNumeric, isYear } from "./numeric.ts";
import { phraseText, type PlacedLine } from "./placed.ts";
import { bandsByGaps } from "./rows.ts";

const MAX_HEADER_LINES = 9;

/** How many of the first lines are heading lines. */
export function headerLines(
  lines: readonly PlacedLine[],
  rules: readonly Rule[],
  shades: readonly FilledBox[],
): number {
  const byRule = linesAboveFirstInnerRule(lines, rules);
  const figures = figureColumns(lines);
  const byValues = lines.findIndex((line) => isData(line, figures));
  if (byRule > 0 && (byValues === -1 || byRule <= byValues + 1)) return byRule;
  // A first line that alone is bold is a heading even where it names its columns by numbers; stripes begin anywhere.
  const byLook = [shadedLines(lines, shades), boldLines(lines)]
    .find((count, i) => count > 0 && (byValues === -1 || count <= Math.max(byValues, i)));
  if (byLook !== undefined) return Math.min(withoutSections(lines, byLook), MAX_HEADER_LINES);
  if (byValues === -1) return firstFullLine(lines) + 1;
  return Math.min(withoutSections(lines, rowStart(lines, byValues)), MAX_HEADER_LINES);
}

/** Where the row of a line begins: a cell of several lines may begin above the others. */
function rowStart(lines: readonly PlacedLine[], index: number): number {
  const bands = bandsByGaps(lines) ?? [];
  let start = 0;
  for (const band of bands) {
    if (start + band.length > index) return start > 0 ? start : index;
    start += band.length;
  }
  return index;
}

/** Lines on a ground that the next line does not stand on. */
function shadedLines(lines: readonly PlacedLine[], shades: readonly FilledBox[]): number {
  const colourAt = ({ line }: PlacedLine) => {
    const middle = line.base + 0.3 * line.size;
    return shades.findLast((box) => box.y0 < middle && box.y1 > middle)?.colour;
  };
  const [first] = lines;
  const own = first && colourAt(first);
  return own === undefined ? 0 : Math.max(0, lines.findIndex((line) => colourAt(line) !== own));
}

/** Lines in bold type, unless all are. */
function boldLines(lines: readonly PlacedLine[]): number {
  return Math.max(0, lines.findIndex(({ line }) => !line.words.every((word) => word.bold)));
}

/** The first line that names about all columns: what stands above it begins its cells. */
function firstFullLine(lines: readonly PlacedLine[]): number {
  const most = Math.max(...lines.map((line) => line.phrases.length));
  const full = lines.findIndex((line) => line.phrases.length >= 0.75 * most);
  return full < MAX_HEADER_LINES ? full : 0;
}

/** A label alone, under a heading that has one already, is the title of the first section. */
function withoutSections(lines: readonly PlacedLine[], heading: number): number {
  let count = heading;
  while (count > 1) {
    const [last, above] = [lines[count - 1]!, lines[count - 2]!];
    const alone = last.phrases.length === 1 && last.phrases[0]!.to === 0;
    if (!alone || above.phrases.length < 2 || above.phrases[0]!.from > 0) break;
    count--;
  }
  return count;
}

function linesAboveFirstInnerRule(lines: readonly PlacedLine[], rules: readonly Rule[]): number {
  for (const rule of rules) {
    const above = lines.findIndex((line) => line.line.base < rule.at);
    if (above > 0 && above <= MAX_HEADER_LINES && above < lines.length) return above;
  }
  return 0;
}

/** Columns behind the first in which at least every other text is a number. */
function figureColumns(lines: readonly PlacedLine[]): Set<number> {
  const texts = Map.groupBy(lines.flatMap((line) => line.phrases).filter((cell) => cell.from > 0), (cell) => cell.from);
  return new Set(
    [...texts].filter(([, cells]) =>
      cells.filter((cell) => isNumeric(phraseText(cell.phrase))).length * 2 >= cells.length
    )
      .map(([column]) => column),
  );
}

/** A line with a label and values where figures stand, not all of them years. */
function isData(line: PlacedLine, figures: ReadonlySet<number>): boolean {
  const values = line.phrases.filter((cell) => figures.has(cell.from)).map((cell) => phraseText(cell.phrase));
  const numeric = values.filter((text) => isNumeric(text));
  return line.phrases[0]!.from === 0 && numeric.length > 0 && numeric.length * 2 >= values.length &&
    !numeric.every((text) => isYear(text));
}
