/**
 * Which of a table's first lines are its heading, and how they stack: a heading of several lines is one cell, a
 * heading over several columns is a row of its own above theirs.
 *
 * @module
 */
import { overlap } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import { isNumeric, isYear } from "./numeric.ts";
import { phraseText, type PlacedLine, type PlacedPhrase } from "./placed.ts";

const MAX_HEADER_LINES = 9;

/** How many of the first lines are heading lines. */
export function headerLines(lines: readonly PlacedLine[], rules: readonly Rule[]): number {
  const byRule = linesAboveFirstInnerRule(lines, rules);
  const byValues = lines.findIndex((line) => isData(line));
  if (byRule > 0 && (byValues === -1 || byRule <= byValues + 1)) return byRule;
  if (byValues === -1) return byRule > 0 ? byRule : 1;
  return Math.min(withoutSections(lines, byValues), MAX_HEADER_LINES);
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

/** A line with a label and values, not all of them years. */
function isData(line: PlacedLine): boolean {
  const values = line.phrases.filter((cell) => cell.from > 0).map((cell) => phraseText(cell.phrase));
  const numeric = values.filter((text) => isNumeric(text));
  return line.phrases[0]!.from === 0 && numeric.length > 0 && numeric.length * 2 >= values.length &&
    !numeric.every((text) => isYear(text));
}

export interface HeaderCell {
  readonly cells: PlacedPhrase[];
  from: number;
  to: number;
  level: number;
  lastLevel: number;
}

/** Stacks heading lines into levels, and their phrases into cells. */
export function headerCells(
  lines: readonly PlacedLine[],
  partial: readonly Rule[],
): { cells: HeaderCell[]; levels: number } {
  const levels = levelsOf(spread(lines), partial);
  const cells: HeaderCell[] = [];
  levels.forEach((level, index) => {
    for (const placed of level.flatMap((line) => line.phrases)) {
      const same = cells.find((cell) => cell.level === index && cell.from <= placed.to && cell.to >= placed.from);
      const upper = cells.find((cell) =>
        cell.lastLevel === index - 1 && cell.from === placed.from && cell.to === placed.to && cell.from === cell.to
      );
      const host = same ?? upper;
      if (host) {
        host.cells.push(placed);
        host.from = Math.min(host.from, placed.from);
        host.to = Math.max(host.to, placed.to);
        host.lastLevel = index;
      } else cells.push({ cells: [placed], from: placed.from, to: placed.to, level: index, lastLevel: index });
    }
  });
  raise(cells, levels);
  return { cells, levels: levels.length };
}

/** A heading set in the middle of the whole heading's height, with nothing above it, covers all its rows. */
function raise(cells: readonly HeaderCell[], levels: readonly (readonly PlacedLine[])[]): void {
  const middle = (lines: readonly { base: number }[]) => (lines[0]!.base + lines.at(-1)!.base) / 2;
  if (levels.length < 2) return;
  const all = middle(levels.flat().map(({ line }) => line));
  for (const cell of cells) {
    if (cell.level === 0 || cell.from !== cell.to) continue;
    if (cells.some((other) => other.level < cell.level && other.from <= cell.to && other.to >= cell.from)) continue;
    const own = middle(cell.cells.map(({ phrase }) => phrase));
    const rest = levels[cell.level]!.filter((line) => line.phrases.some((placed) => !cell.cells.includes(placed)));
    if (rest.length === 0) continue;
    if (Math.abs(own - all) < Math.abs(own - middle(rest.map(({ line }) => line)))) cell.level = 0;
  }
}

/** A heading set in the middle over several columns spans them, however short it is. */
function spread(lines: readonly PlacedLine[]): PlacedLine[] {
  return lines.map((line, i) => {
    const below = lines[i + 1]?.phrases.filter((cell) => cell.from > 0) ?? [];
    const above = line.phrases.filter((cell) => cell.from > 0);
    const groups = above.map((cell) => below.filter((other) => nearest(other, above) === cell));
    const centred = above.every((cell, g) => {
      const group = groups[g]!;
      if (group.length === 0) return false;
      const x0 = group[0]!.phrase.x0, x1 = group.at(-1)!.phrase.x1;
      return Math.abs(centre(cell.phrase) - (x0 + x1) / 2) <= Math.max(cell.phrase.size, 0.1 * (x1 - x0));
    });
    // Alone over an odd number of columns it may as well be the first line of the middle one's heading.
    const plain = above.length > 1
      ? groups.some((group) => group.length > 1)
      : groups[0]?.length === 2 || groups[0]?.length === 4;
    if (!centred || !plain) return line;
    const spans = new Map(above.map((cell, g) => [cell, groups[g]!] as const));
    return {
      ...line,
      phrases: line.phrases.map((cell) => {
        const group = spans.get(cell);
        return group ? { ...cell, from: group[0]!.from, to: group.at(-1)!.to } : cell;
      }),
    };
  });
}

const centre = ({ x0, x1 }: { x0: number; x1: number }): number => (x0 + x1) / 2;

function nearest(cell: PlacedPhrase, above: readonly PlacedPhrase[]): PlacedPhrase {
  const away = (other: PlacedPhrase) => Math.abs(centre(other.phrase) - centre(cell.phrase));
  return above.reduce((best, other) => away(other) < away(best) ? other : best);
}

function levelsOf(lines: readonly PlacedLine[], partial: readonly Rule[]): PlacedLine[][] {
  const levels: PlacedLine[][] = [];
  for (const line of lines) {
    const level = levels.at(-1);
    if (level && !beginsLevel(level, line, partial)) level.push(line);
    else levels.push([line]);
  }
  return levels;
}

function beginsLevel(level: readonly PlacedLine[], line: PlacedLine, partial: readonly Rule[]): boolean {
  const above = level.at(-1)!;
  const ruled = partial.some((rule) =>
    rule.at < above.line.base && rule.at > line.line.base - 0.2 * line.line.size &&
    line.phrases.some(({ phrase }) => overlap(rule.from, rule.to, phrase.x0, phrase.x1) > 0)
  );
  if (ruled) return true;
  const spanners = level.flatMap((part) => part.phrases).filter((cell) => cell.from < cell.to);
  return spanners.some((spanner) =>
    line.phrases.filter((cell) => cell.from >= spanner.from && cell.to <= spanner.to).length >= 2
  );
}
