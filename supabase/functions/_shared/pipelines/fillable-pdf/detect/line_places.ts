/**
 * From lines without a frame to places for text: drawn lines and typed underscores that somebody is to write upon.
 *
 * @module
 */
import type { Blank } from "../../../documents/pdf/form_glyphs.ts";
import type { Box } from "../../../documents/pdf/geometry.ts";
import { AREA_HEIGHT, isClosed } from "./cell_places.ts";
import type { Cell } from "./cells.ts";
import { across, combOf, MIN_HEIGHT, type Surroundings, type TextPlace } from "./places.ts";
import type { Phrase } from "./text_lines.ts";

interface Line {
  readonly y: number;
  readonly x0: number;
  readonly x1: number;
  /** Typed underscores are always meant for writing; a drawn line may be an ornament. */
  readonly typed: boolean;
  readonly marks: readonly number[];
}

const MIN_WIDTH = 14;
/** A wider line than this share of the page parts the page. */
const SEPARATOR = 0.75;
/** Lines without labels are at least this long when they are for writing. */
const WRITTEN_LINE = 100;
const PIECE_GAP = 3.5;
/** How far below a line its label may begin, in sizes of the page's text. */
const BELOW = 0.75;
/** How far above a line the label must be that leaves room to write. */
const ROOM = 9;
/** How far left of a line its label may end. */
const LABEL_REACH = 200;

export function placesOnLines(cells: readonly Cell[], blanks: readonly Blank[], around: Surroundings): TextPlace[] {
  const lines = [
    ...blanks.filter((blank) => !blank.leader || !leadsToNumber(blank, around.phrases))
      .map(({ at, from, to }): Line => ({ y: at - 1, x0: from, x1: to, typed: true, marks: [] })),
    ...joinPieces(
      cells.filter((cell) =>
        !(isClosed(cell) && (cell.walls === 2 || cell.walls > 0 && cell.y1 - cell.y0 < AREA_HEIGHT))
      )
        .map(({ x0, x1, y0, marks }): Line => ({ y: y0, x0, x1, typed: false, marks })),
    ),
  ];
  const { drawn } = around.paper;
  const headed = cells.filter((cell) => isClosed(cell) && cell.y1 - cell.y0 < AREA_HEIGHT);
  return lines.flatMap((line) => {
    const place = placeOn(line, around);
    if (!place) return [];
    if (line.typed) return [{ ...place, confidence: 0.85 }];
    if (!drawn.some((stroke) => Math.abs(stroke.at - line.y) < 1 && across(extent(stroke), line) > 0)) return [];
    if (headed.some((cell) => cell.walls === 2 && isTopOf(line, cell))) return [];
    const parallel = hasParallel(line, lines, around);
    const separates = line.x1 - line.x0 > SEPARATOR * (around.view.x1 - around.view.x0);
    if (separates) return parallel ? [{ ...place, confidence: 0.4 }] : [];
    if (hasLabelBefore(line, around) || hasLabelBelow(line, headed, around)) return [{ ...place, confidence: 0.6 }];
    return parallel || hasLabelAbove(line, around) ? [{ ...place, confidence: 0.45 }] : [];
  });
}

/** Whether the next on its line is a number, as in a table of contents. */
function leadsToNumber(blank: Blank, phrases: readonly Phrase[]): boolean {
  const next = phrases.filter((phrase) => Math.abs(phrase.base - blank.at) < 2 && phrase.x0 >= blank.to - 1)
    .sort((a, b) => a.x0 - b.x0)[0];
  return next !== undefined && !/^\p{L}{2}/u.test(next.text);
}

/** The upper edge of a box is not written upon. */
function isTopOf(line: Line, cell: Box): boolean {
  return Math.abs(cell.y1 - line.y) < 1.5 && Math.abs(cell.x0 - line.x0) < 3 && Math.abs(cell.x1 - line.x1) < 3;
}

const extent = ({ from, to }: { from: number; to: number }) => ({ x0: from, x1: to });

/** Pieces of the same length in a row, hardly apart, are one line that is cut where characters or groups end. */
function joinPieces(lines: readonly Line[]): Line[] {
  const sorted = [...lines].sort((a, b) => a.y - b.y || a.x0 - b.x0);
  const joined: Line[] = [];
  let length = 0;
  for (const line of sorted) {
    const last = joined.at(-1);
    const same = last && Math.abs(last.y - line.y) < 0.5 && Math.abs(line.x1 - line.x0 - length) < 1 &&
      line.x0 - last.x1 > 1 && line.x0 - last.x1 < PIECE_GAP;
    if (same) joined[joined.length - 1] = { ...last, x1: line.x1 };
    else {
      joined.push(line);
      length = line.x1 - line.x0;
    }
  }
  return joined;
}

/** As high as the free room above the line, and a line of writing at most. */
function placeOn(line: Line, around: Surroundings): TextPlace | undefined {
  const { paper, phrases, obstacles, checkBoxes, line: height } = around;
  const width = line.x1 - line.x0;
  if (width < MIN_WIDTH || !paper.writableAt((line.x0 + line.x1) / 2, line.y + 3)) return undefined;
  const over = [...phrases, ...obstacles].filter((box) =>
    across(box, line) > 1.5 && box.y1 > line.y + 1 && box.y0 < line.y + height + 2
  );
  const sitting = over.filter((box) => box.y0 < line.y + 5);
  // A rule that carries a box to tick is a table's.
  if (sitting.some((box) => checkBoxes.includes(box))) return undefined;
  if (sitting.length > 1 || sitting.some((box) => box.x1 - box.x0 > 0.4 * width)) return undefined;
  const y1 = Math.min(line.y + height, ...over.filter((box) => !sitting.includes(box)).map((box) => box.y0));
  if (y1 - line.y < MIN_HEIGHT) return undefined;
  let { x0, x1 } = line;
  for (const box of sitting) {
    if (box.x0 < x0 + 0.3 * width) x0 = Math.max(x0, box.x1 + 1);
    else x1 = Math.min(x1, box.x0 - 1);
  }
  if (x1 - x0 < MIN_WIDTH) return undefined;
  return { x0, x1, y0: line.y + 0.5, y1, confidence: 0, ...combOf(line) };
}

/** Text that ends where the line begins. */
function hasLabelBefore(line: Line, { phrases }: Surroundings): boolean {
  return phrases.some((phrase) =>
    phrase.base > line.y - 3 && phrase.base < line.y + 8 && phrase.x1 <= line.x0 + 3 &&
    line.x0 - phrase.x1 < LABEL_REACH
  );
}

/** Small text closely below the line that is no heading and no label of a cell that hangs from the line. */
function hasLabelBelow(line: Line, cells: readonly Cell[], { phrases, textSize }: Surroundings): boolean {
  return phrases.some((phrase) => {
    const gap = line.y - phrase.y1;
    if (gap < -2 || gap > BELOW * textSize || phrase.bold || phrase.size > 1.1 * textSize) return false;
    const isBelow = across(phrase, line) >= 0.8 * (phrase.x1 - phrase.x0) ||
      Math.abs(phrase.x0 - line.x0) < 6 && across(phrase, line) >= 0.5 * (phrase.x1 - phrase.x0);
    if (!isBelow) return false;
    return !cells.some((cell) => Math.abs(cell.y1 - line.y) < 2 && isWithin(phrase, cell));
  });
}

/** A few words above the line's beginning, with room to write below them. What ends a paragraph is no label, nor is a heading. */
function hasLabelAbove(line: Line, { phrases, textSize, line: height }: Surroundings): boolean {
  const gap = (phrase: Phrase) => phrase.y0 - line.y;
  const over = phrases.filter((phrase) => across(phrase, line) > 0 && gap(phrase) > 0 && gap(phrase) < 3 * height);
  const [label] = over.sort((a, b) => gap(a) - gap(b));
  if (!label || gap(label) < ROOM || gap(label) > 2 * height) return false;
  if (label.bold || label.size > 1.1 * textSize || !/\p{L}{2}/u.test(label.text)) return false;
  if (Math.abs(label.x0 - line.x0) > 4 || label.x1 - label.x0 > 0.8 * (line.x1 - line.x0)) return false;
  return !over.some((other) => other !== label && other.base - label.base < 1.4 * label.size);
}

function isWithin(phrase: Phrase, cell: Box): boolean {
  return across(phrase, cell) > 1.5 && phrase.base > cell.y0 - 1 && phrase.base < cell.y1;
}

/** Another line of the same length above or below it, at the distance of written lines, with nothing in between. */
function hasParallel(line: Line, lines: readonly Line[], { phrases }: Surroundings): boolean {
  return lines.some((other) => {
    const distance = Math.abs(other.y - line.y);
    if (distance < 9 || distance > 36 || line.x1 - line.x0 < WRITTEN_LINE) return false;
    if (Math.abs(other.x0 - line.x0) > 3 || Math.abs(other.x1 - line.x1) > 3) return false;
    const low = Math.min(other.y, line.y), high = Math.max(other.y, line.y);
    return !phrases.some((phrase) => across(phrase, line) > 0 && phrase.base > low && phrase.base < high);
  });
}
