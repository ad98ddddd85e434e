/**
 * Corridors: strips of white space that lead down through the lines of a table without a frame.
 *
 * @module
 */
import { overlap } from "../../../documents/pdf/geometry.ts";
import { isTabular, type TextLine } from "./text_lines.ts";

/** A corridor is at least this wide, in font sizes. */
export const CORRIDOR = 0.5;

/** A strip of white space that leads down through a run's tabular lines. */
export type Corridor = readonly [from: number, to: number];

/** What a line leaves of the corridors. */
export function freeOf(line: TextLine, corridors: readonly Corridor[]): Corridor[] {
  const narrowest = CORRIDOR * line.size;
  return corridors.flatMap((corridor) => {
    let free: Corridor[] = [corridor];
    for (const phrase of line.phrases) {
      // Most phrases stand beside most corridors: on a page of many of both nothing else may cost anything.
      if (overlap(corridor[0], corridor[1], phrase.x0, phrase.x1) <= 0) continue;
      free = free.flatMap(([from, to]): Corridor[] =>
        overlap(from, to, phrase.x0, phrase.x1) <= 0
          ? [[from, to]]
          : ([[from, phrase.x0], [phrase.x1, to]] as const).filter(([a, b]) => b - a >= narrowest)
      );
    }
    return free;
  });
}

/** The gaps of a line, and the margins beside it: a heading's first column may be empty. */
export function gapsOf(line: TextLine): Corridor[] {
  const ends = [-Infinity, ...line.chunks.map((chunk) => chunk.x1)];
  const starts = [...line.chunks.map((chunk) => chunk.x0), Infinity];
  return starts.map((start, i): Corridor => [ends[i]!, start]);
}

/** The corridors of a run's lines from the first with most chunks on: headings over several columns close some. */
export function corridorsBelowHeading(run: readonly TextLine[]): Corridor[] {
  const lines = run.filter(isTabular);
  const most = Math.max(...lines.map((line) => line.chunks.length));
  const [first, ...rest] = lines.slice(lines.findIndex((line) => line.chunks.length === most));
  return rest.reduce((corridors, line) => freeOf(line, corridors), first ? gapsOf(first) : []);
}

/** Whether there is text on both sides of a corridor. */
export function divides([from, to]: Corridor, line: { x0: number; x1: number }): boolean {
  return line.x0 < from && line.x1 > to;
}

export function staysInColumn(line: TextLine, corridors: readonly Corridor[]): boolean {
  return corridors.every(([from, to]) => !(line.x0 < from && line.x1 > to));
}
