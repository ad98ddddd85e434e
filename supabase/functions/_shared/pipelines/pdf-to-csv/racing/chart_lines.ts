/**
 * A chart's page as lines of words: small enough to wait in a part until the whole race has been seen.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import { type PageContent, userBox } from "../../../documents/pdf/page.ts";
import { linesOf } from "../tables/lines.ts";
import { lineText } from "../tables/line_text.ts";

export interface ChartWord {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** Smaller than its line: a superscript. */
  readonly raised: boolean;
}

export interface ChartLine {
  readonly page: number;
  /** `[x0, y0, x1, y1]` in the page's user space. */
  readonly bbox: readonly [number, number, number, number];
  readonly text: string;
  readonly words: readonly ChartWord[];
}

const round = (value: number): number => Math.round(value * 10) / 10;

export function chartLines(page: PageContent): ChartLine[] {
  return linesOf(page.words.filter((word) => word.upright)).map((line) => ({
    page: page.number,
    bbox: cornersOf(userBox(page, line)),
    text: lineText(line.words),
    words: line.words.map((word) => ({
      text: word.text,
      x0: round(word.x0),
      x1: round(word.x1),
      raised: word.size < 0.95 * line.size && word.base > line.base,
    })),
  }));
}

function cornersOf(box: Box): [number, number, number, number] {
  return [round(box.x0), round(box.y0), round(box.x1), round(box.y1)];
}

const RACE_HEAD = /^(.+?) - ([A-Z][a-z]+ \d{1,2}, \d{4}) - Race (\d+)$/;

export interface RaceHead {
  readonly track: string;
  readonly date: string;
  readonly race: string;
}

/** "SOME PARK - May 3, 2031 - Race 4": a race's chart begins. */
export function raceHead(text: string): RaceHead | undefined {
  const match = RACE_HEAD.exec(text);
  const date = match && isoDate(match[2]!);
  return match && date ? { track: match[1]!, date, race: match[3]! } : undefined;
}

/** The heading of the table of starters. */
export function isStarterHeading(text: string): boolean {
  return /\bPgm\b.*\bHorse Name\b.*\bFin\b.*\bOdds\b/.test(text);
}

const MONTHS = "january february march april may june july august september october november december".split(" ");

function isoDate(text: string): string | undefined {
  const [, month = "", day = "", year = ""] = /^(\w+) (\d+), (\d+)$/.exec(text) ?? [];
  const index = MONTHS.indexOf(month.toLowerCase());
  return index === -1 ? undefined : `${year}-${String(index + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
