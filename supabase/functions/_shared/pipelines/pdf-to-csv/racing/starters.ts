/**
 * The table of starters: words belong to the heading that they begin under.
 *
 * @module
 */
import { type ChartLine, type ChartWord, isStarterHeading } from "./chart_lines.ts";

export interface StarterRow {
  readonly program: string;
  readonly horse: string;
  readonly jockey: string;
  readonly weight: string;
  readonly equipment: string;
  readonly post: string;
  readonly finish: string;
  readonly margin: string;
  readonly odds: string;
  readonly favorite: boolean;
  readonly disqualified: boolean;
  readonly comments: string;
}

/** A value may begin this many points left of its heading. */
const OVERHANG = 4.5;
/** What follows the table. */
const AFTER = /^(Fractional Times|Split Times|Final Time|Run-Up|Winner|Breeder|Timing Method|Scratched|Total WPS)/;

/** The table's lines from its heading on. */
export function starterLines(lines: readonly ChartLine[]): readonly ChartLine[] {
  const end = lines.findIndex(({ text }) => AFTER.test(text));
  return end === -1 ? lines : lines.slice(0, end);
}

export function starterRows(lines: readonly ChartLine[]): StarterRow[] {
  const rows: Cells[] = [];
  let headings: Heading[] | undefined;
  for (const line of lines) {
    if (isStarterHeading(line.text)) {
      headings = headingsOf(line);
      continue;
    }
    if (!headings) continue;
    if (AFTER.test(line.text)) break;
    const cells = cellsOf(line, headings);
    const last = rows.at(-1);
    // A line without a horse carries on the row above: a comment or odds that slipped.
    if (cells.has("Horse") && /\(/.test(textOf(cells, "Horse"))) rows.push(cells);
    else if (last) { for (const [name, words] of cells) last.set(name, [...last.get(name) ?? [], ...words]); }
  }
  return rows.map(rowOf);
}

interface Heading {
  readonly name: string;
  readonly x: number;
}

type Cells = Map<string, ChartWord[]>;

function headingsOf(line: ChartLine): Heading[] {
  return line.words.filter((word) => !/^(Raced|Name|\(Jockey\))$/.test(word.text))
    .map((word) => ({ name: word.text, x: word.x0 - OVERHANG }));
}

function cellsOf(line: ChartLine, headings: readonly Heading[]): Cells {
  const cells: Cells = new Map();
  for (const word of line.words) {
    const heading = headings.findLast((candidate) => candidate.x <= word.x0) ?? headings[0]!;
    const words = cells.get(heading.name);
    if (words) words.push(word);
    else cells.set(heading.name, [word]);
  }
  return cells;
}

function textOf(cells: Cells, name: string, which: (word: ChartWord) => boolean = () => true): string {
  return (cells.get(name) ?? []).filter(which).map((word) => word.text).join(" ");
}

function rowOf(cells: Cells): StarterRow {
  const name = textOf(cells, "Horse");
  // The jockey is in the last brackets; a horse's country of birth may be in others before.
  const [, horse = name, jockey = ""] = /^(.*?)\s*\(([^()]*)\)[^()]*$/.exec(name) ?? [];
  const finish = textOf(cells, "Fin", (word) => !word.raised);
  const [position = "", ...rest] = finish.split(" ");
  const odds = textOf(cells, "Odds");
  return {
    program: textOf(cells, "Pgm"),
    horse: horse.replace(/^DQ-\s*/, ""),
    jockey,
    weight: textOf(cells, "Wgt").replace(/\D+/g, ""),
    equipment: textOf(cells, "M/E"),
    post: textOf(cells, "PP"),
    finish: position,
    margin: [...rest, textOf(cells, "Fin", (word) => word.raised)].join(" ").trim(),
    odds: odds.replace(/[^\d.]/g, ""),
    favorite: odds.includes("*"),
    disqualified: /^DQ-/.test(horse),
    comments: textOf(cells, "Comments"),
  };
}
