/**
 * From closed cells to places for text: what of a cell is free of print, and whether it is meant to be written upon.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Cell } from "./cells.ts";
import { gapsBeside, holdsUnitsOnly } from "./cell_gaps.ts";
import { across, combOf, inset, labelIn, MIN_HEIGHT, type Surroundings, type TextPlace } from "./places.ts";

const MIN_WIDTH = 9;
/** A cell higher than this is an area for several lines. */
export const AREA_HEIGHT = 60;
/** A cell up to this wide is for a number or a short answer, however high it is. */
const SHORT_ANSWER = 130;

export function isClosed(cell: Cell): boolean {
  return cell.ceiling && cell.left && cell.right && !cell.frame;
}

export function placesInCells(cells: readonly Cell[], around: Surroundings): TextPlace[] {
  const closed = cells.filter(isClosed);
  const contents = closed.map((cell) => contentOf(cell, around));
  const free = closed.filter((cell, i) => holdsUnitsOnly(cell, contents[i]!, around) && isRoomy(cell, around));
  const blank = closed.filter((cell, i) => contents[i]!.length === 0 && free.includes(cell));
  const answers = closed.filter((cell, i) =>
    free.includes(cell) || contents[i]!.length > 0 && contents[i]!.every((box) => around.checkBoxes.includes(box))
  );
  const worded = closed.filter((_, i) => contents[i]!.length > 0);
  return closed.flatMap((cell, i) => {
    if (!around.paper.writableAt((cell.x0 + cell.x1) / 2, cell.y0 + 3) || isBesideBox(cell, around)) return [];
    if (contents[i]!.length > 0) {
      if (free.includes(cell)) return gapsBeside(cell, contents[i]!, answers, closed, around);
      return withText(cell, contents[i]!, answers, closed, around);
    }
    return blank.includes(cell) && !isCorner(cell, worded) ? [blankCell(cell, around)] : [];
  });
}

/** Whether one of its walls is the side of a box to tick, which is what the cell is for. */
function isBesideBox(cell: Cell, { checkBoxes }: Surroundings): boolean {
  return checkBoxes.some((box) =>
    (Math.abs(box.x1 - cell.x0) < 1.5 || Math.abs(box.x0 - cell.x1) < 1.5) &&
    box.y0 > cell.y0 - 1 && box.y1 < cell.y1 + 1 && box.y1 - box.y0 < 0.8 * (cell.y1 - cell.y0)
  );
}

/** The blank corner of a table: heads of columns on its right, heads of rows below. */
function isCorner(cell: Cell, worded: readonly Cell[]): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 3;
  const below = worded.some((other) => near(other.y1, cell.y0) && near(other.x0, cell.x0) && near(other.x1, cell.x1));
  return below && worded.some((other) => near(other.x0, cell.x1) && near(other.y0, cell.y0) && near(other.y1, cell.y1));
}

function contentOf(cell: Box, { phrases, obstacles }: Surroundings): Box[] {
  return [...phrases, ...obstacles].filter((box) => {
    const middle = (box.y0 + box.y1) / 2;
    return across(box, cell) > 1.5 && middle > cell.y0 && middle < cell.y1;
  });
}

function isRoomy(cell: Box, { view, line }: Surroundings): boolean {
  const width = cell.x1 - cell.x0, height = cell.y1 - cell.y0;
  return !isNarrow(cell, height, line) && height >= MIN_HEIGHT && width >= MIN_WIDTH &&
    height < 0.5 * (view.y1 - view.y0);
}

/** A narrow column between others keeps its numbers apart. */
function isNarrow({ x0, x1 }: Box, height: number, line: number): boolean {
  return height > 2.2 * line && x1 - x0 < Math.min(60, 0.8 * height);
}

function blankCell(cell: Cell, around: Surroundings): TextPlace {
  const { line } = around;
  const height = cell.y1 - cell.y0;
  const confidence = cell.walls === 0 ? 0.25 : height > AREA_HEIGHT ? 0.7 : 0.9;
  let y1 = cell.y1;
  if (height > 2.2 * line) {
    // The answer to a question of several lines stands beside its last line.
    if (cell.x1 - cell.x0 < SHORT_ANSWER && endsBeside(cell, around)) y1 = cell.y0 + line;
  } else if (height > 1.6 * line) {
    // Nobody writes at the top of such a cell; more than one line, though, may be wanted.
    y1 = cell.y0 + 0.7 * height;
  }
  return { ...inset({ ...cell, y1 }), confidence, ...combOf(cell) };
}

/** Whether text, or the leader that follows it, stands left of the cell upon its floor. */
function endsBeside(cell: Box, { phrases, obstacles, line }: Surroundings): boolean {
  return [...phrases, ...obstacles].some((box) =>
    box.x1 <= cell.x0 + 2 && box.y0 > cell.y0 - 4 && box.y0 < cell.y0 + 0.7 * line
  );
}

/** The free part below a label, above one, or beside it. */
function withText(
  cell: Cell,
  content: readonly Box[],
  answers: readonly Cell[],
  cells: readonly Cell[],
  around: Surroundings,
): TextPlace[] {
  const height = cell.y1 - cell.y0;
  const bottom = Math.min(...content.map((box) => box.y0)), top = Math.max(...content.map((box) => box.y1));
  const below = bottom - cell.y0, above = cell.y1 - top;
  if (isLeaderOnly(content, around)) {
    // It leads to an answer in the line above; this cell's own answer is its last line.
    return below < MIN_HEIGHT
      ? []
      : [{ ...inset({ ...cell, y1: Math.min(bottom, cell.y0 + around.line) }), confidence: 0.7 }];
  }
  if (headsColumn(cell, answers)) return [];
  const boxes = content.some((box) => around.checkBoxes.includes(box));
  if (!boxes && below >= Math.max(MIN_HEIGHT, 0.75 * around.line) && below > 1.5 * above) {
    if (height > AREA_HEIGHT && below < 0.4 * height || isNarrow(cell, below, around.line)) return [];
    if (isLineNumber(content, around) || headsData(cell, cells, around)) return [];
    const confidence = isSentence(content) ? 0.25 : cell.walls > 0 ? 0.85 : 0.5;
    return [{ ...inset({ ...cell, y1: bottom }), confidence, ...labelIn(content, around), ...combOf(cell) }];
  }
  if (!boxes && height > AREA_HEIGHT && above > 0.6 * height && below < 20) {
    return [{ ...inset({ ...cell, y0: top }), confidence: 0.6, ...labelIn(content, around), ...combOf(cell) }];
  }
  if (height > 2 * around.line) return [];
  return gapsBeside(cell, content, answers, cells, around);
}

function isLeaderOnly(content: readonly Box[], { phrases, checkBoxes }: Surroundings): boolean {
  return !content.some((box) => checkBoxes.includes(box) || phrases.some((phrase) => phrase === box));
}

/** A row's or a column's number, such as 28 or 18a. */
function isLineNumber(content: readonly Box[], around: Surroundings): boolean {
  return /^\(?\d{1,3}\p{L}?[.)]?$/u.test(labelIn(content, around).label ?? "");
}

/** A label has two lines at most. */
function isSentence(content: readonly Box[]): boolean {
  return new Set(content.map((box) => Math.round(box.y0 / 3))).size > 2;
}

/** Whether it is a column's head, and the two cells below it are full of print. */
function headsData(cell: Cell, cells: readonly Cell[], around: Surroundings): boolean {
  let above: Box = cell;
  for (let row = 0; row < 2; row++) {
    const next = cells.find((other) =>
      Math.abs(other.y1 - above.y0) < 3 && Math.abs(other.x0 - cell.x0) < 4 && Math.abs(other.x1 - cell.x1) < 4
    );
    if (!next) return false;
    const content = contentOf(next, around);
    if (content.length === 0 || Math.min(...content.map((box) => box.y0)) - next.y0 >= MIN_HEIGHT) return false;
    above = next;
  }
  return true;
}

function headsColumn(cell: Box, blank: readonly Cell[]): boolean {
  return blank.some((other) =>
    Math.abs(other.y1 - cell.y0) < 3 && Math.abs(other.x0 - cell.x0) < 4 && Math.abs(other.x1 - cell.x1) < 4
  );
}
