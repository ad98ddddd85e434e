/**
 * From cells to places for text: what of a cell is free of print, and whether it is meant to be written upon.
 *
 * @module
 */
import type { Blank } from "../../../documents/pdf/form-page.ts";
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Cell } from "./cells.ts";
import type { Paper } from "./paper.ts";
import type { Phrase } from "./text-lines.ts";

export interface TextPlace extends Box {
  readonly confidence: number;
  readonly comb?: number;
  /** What the place was made from: tells how its label is found. */
  readonly origin: "cell" | "line";
}

export interface Surroundings {
  readonly paper: Paper;
  readonly phrases: readonly Phrase[];
  /** Boxes to tick: as text, they stand where nothing can be written. */
  readonly checkBoxes: readonly Box[];
  readonly view: Box;
  /** The size of most of the text. */
  readonly textSize: number;
}

/** The least height to write in, and the least width of a free place beside text. */
const MIN_HEIGHT = 6.5;
const MIN_WIDTH = 9;
const BESIDE_WIDTH = 22;
/** A cell higher than this is an area for several lines. */
const AREA_HEIGHT = 60;

/** Places in closed cells. */
export function placesInCells(cells: readonly Cell[], around: Surroundings): TextPlace[] {
  const closed = cells.filter((cell) => cell.ceiling && cell.left && cell.right && !cell.frame);
  const contents = closed.map((cell) => contentOf(cell, around));
  const blank = closed.filter((cell, i) => contents[i]!.length === 0 && isRoomy(cell, around));
  return closed.flatMap((cell, i) => {
    const content = contents[i]!;
    if (!around.paper.writableAt((cell.x0 + cell.x1) / 2, cell.y0 + 3)) return [];
    if (content.length === 0) return blank.includes(cell) ? [wholeCell(cell)] : [];
    return besideText(cell, content, blank, around);
  });
}

function contentOf(cell: Box, around: Surroundings): Box[] {
  const inside = (box: Box) =>
    Math.min(box.x1, cell.x1) - Math.max(box.x0, cell.x0) > 1.5 &&
    (box.y0 + box.y1) / 2 > cell.y0 && (box.y0 + box.y1) / 2 < cell.y1;
  return [...around.phrases.filter(inside), ...around.checkBoxes.filter(inside)];
}

function isRoomy(cell: Box, { view }: Surroundings): boolean {
  const width = cell.x1 - cell.x0, height = cell.y1 - cell.y0;
  return height >= MIN_HEIGHT && width >= MIN_WIDTH && (height < 0.5 * (view.y1 - view.y0));
}

function wholeCell(cell: Cell): TextPlace {
  const comb = combOf(cell);
  const height = cell.y1 - cell.y0;
  return {
    ...inset(cell),
    confidence: cell.walls === 0 ? 0.5 : height > AREA_HEIGHT ? 0.7 : 0.9,
    origin: "cell",
    ...(comb !== undefined && { comb }),
  };
}

/** Marks at equal distances part the characters of a comb. */
export function combOf(cell: Pick<Cell, "x0" | "x1" | "marks">): number | undefined {
  const count = cell.marks.length + 1;
  if (count < 3) return undefined;
  const width = (cell.x1 - cell.x0) / count;
  const even = cell.marks.every((x, i) => Math.abs(x - (cell.x0 + (i + 1) * width)) < 0.25 * width);
  return even ? count : undefined;
}

function besideText(cell: Cell, content: readonly Box[], blank: readonly Cell[], around: Surroundings): TextPlace[] {
  const below = Math.min(...content.map((box) => box.y0)) - cell.y0;
  const above = cell.y1 - Math.max(...content.map((box) => box.y1));
  const heads = blank.some((other) =>
    Math.abs(other.y1 - cell.y0) < 3 && Math.abs(other.x0 - cell.x0) < 4 && Math.abs(other.x1 - cell.x1) < 4
  );
  if (heads) return [];
  const comb = combOf(cell);
  const extra = { origin: "cell" as const, ...(comb !== undefined && { comb }) };
  const height = cell.y1 - cell.y0;
  if (below >= MIN_HEIGHT && below > 1.5 * above) {
    if (height > AREA_HEIGHT && below < 0.4 * height) return [];
    return [{ ...inset({ ...cell, y1: cell.y0 + below }), confidence: cell.walls > 0 ? 0.85 : 0.5, ...extra }];
  }
  if (height > AREA_HEIGHT && above > 0.6 * height && below < 20) {
    const y0 = Math.max(...content.map((box) => box.y1));
    return [{ ...inset({ ...cell, y0 }), confidence: 0.6, ...extra }];
  }
  if (height > 2.6 * around.textSize) return [];
  return gapsBeside(cell, content, blank, around);
}

/** Free stretches of a cell that is one line high, right of its text or between text and unit. */
function gapsBeside(cell: Cell, content: readonly Box[], blank: readonly Cell[], around: Surroundings): TextPlace[] {
  const width = cell.x1 - cell.x0;
  const labels = blank.some((other) =>
    Math.abs(other.x0 - cell.x1) < 3 && Math.abs(other.y0 - cell.y0) < 3 && other.y1 - other.y0 < AREA_HEIGHT
  );
  const sorted = [...content].sort((a, b) => a.x0 - b.x0);
  const places: TextPlace[] = [];
  let from = cell.x0;
  for (const box of [...sorted, { x0: cell.x1, x1: cell.x1, y0: 0, y1: 0 }]) {
    const last = box.x0 === cell.x1;
    const room = box.x0 - from;
    const startsCell = from === cell.x0;
    const unit = !last && isUnit(box) && box === sorted.at(-1);
    const enough = room >= BESIDE_WIDTH && room >= 0.3 * width;
    if (enough && !labels && (startsCell ? unit : true)) {
      places.push({
        ...inset({ x0: startsCell ? from : from + 2, x1: last ? box.x0 : box.x0 - 1, y0: cell.y0, y1: cell.y1 }),
        confidence: cell.walls === 2 ? 0.6 : 0.35,
        origin: "cell",
      });
    }
    from = Math.max(from, box.x1);
  }
  return places.length === 1 ? places : [];

  function isUnit(box: Box): boolean {
    const phrase = around.phrases.find((each) => each === box);
    return phrase !== undefined && /^[.,]?0{2}$|^%$|^[€$£]$|^\)$/.test(phrase.text);
  }
}

/** Strokes are drawn half inside. */
function inset({ x0, y0, x1, y1 }: Box): Box {
  return { x0: x0 + 0.5, y0: y0 + 0.5, x1: x1 - 0.5, y1: y1 - 0.5 };
}

/** A line without a frame, to be written upon. */
export interface Line {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Typed underscores are always meant for writing; a drawn line may be an ornament. */
  readonly typed: boolean;
  readonly marks: readonly number[];
}

export function linesOf(cells: readonly Cell[], blanks: readonly Blank[]): Line[] {
  const drawn = cells.filter((cell) => !(cell.ceiling && cell.left && cell.right && cell.y1 - cell.y0 < AREA_HEIGHT))
    .map((cell) => ({ at: cell.y0, from: cell.x0, to: cell.x1, typed: false, marks: cell.marks }));
  const typed = blanks.map(({ at, from, to }) => ({ at: at - 1, from, to, typed: true, marks: [] }));
  return [...typed, ...drawn];
}

/** Places upon lines: as high as the free room above, and a line of text at most. */
export function placesOnLines(lines: readonly Line[], around: Surroundings): TextPlace[] {
  const { phrases, textSize, view } = around;
  const full = Math.max(12, 1.5 * textSize);
  return lines.flatMap((line): TextPlace[] => {
    const width = line.to - line.from;
    if (width < 14) return [];
    const over = [...phrases, ...around.checkBoxes].filter((box) =>
      Math.min(box.x1, line.to) - Math.max(box.x0, line.from) > 1.5 && box.y1 > line.at + 1 &&
      box.y0 < line.at + full + 2
    );
    const sitting = over.filter((box) => box.y0 < line.at + 5);
    if (sitting.some((box) => box.x1 - box.x0 > 0.4 * width) || sitting.length > 1) return [];
    const ceiling = Math.min(line.at + full, ...over.filter((box) => !sitting.includes(box)).map((box) => box.y0));
    if (ceiling - line.at < MIN_HEIGHT) return [];
    const label = labelled(line, phrases, textSize);
    const page = view.x1 - view.x0;
    if (!line.typed && (!label || width > 0.75 * page)) return [];
    if (!around.paper.writableAt((line.from + line.to) / 2, line.at + 3)) return [];
    const from = sitting.reduce((x, box) => box.x0 < line.from + 0.3 * width ? Math.max(x, box.x1 + 1) : x, line.from);
    const comb = combOf({ x0: line.from, x1: line.to, marks: line.marks });
    return [{
      x0: from,
      x1: line.to,
      y0: line.at + 0.5,
      y1: ceiling,
      confidence: line.typed ? 0.85 : 0.6,
      origin: "line",
      ...(comb !== undefined && { comb }),
    }];
  });
}

/** Whether text stands left of the line, or closely below its beginning. */
function labelled(line: Line, phrases: readonly Phrase[], textSize: number): boolean {
  return phrases.some((phrase) => {
    const onLine = phrase.base > line.at - 3 && phrase.base < line.at + 8;
    if (onLine && phrase.x1 <= line.from + 3 && line.from - phrase.x1 < 5 * textSize) return true;
    const below = line.at - phrase.y1;
    return below > -2 && below < 6 && phrase.x0 >= line.from - 4 && phrase.x1 <= line.to + 10;
  });
}
