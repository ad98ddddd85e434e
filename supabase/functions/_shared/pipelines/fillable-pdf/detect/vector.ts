/**
 * The detector `vector`: fields from lines, boxes and text, by rules.
 *
 * @module
 */
import type { FormPage } from "../../../documents/pdf/form_page.ts";
import { type Box, median } from "../../../documents/pdf/geometry.ts";
import type { FoundField } from "../field.ts";
import { placesInCells } from "./cell_places.ts";
import { cellsOf } from "./cells.ts";
import { checkBoxesOf } from "./check_boxes.ts";
import type { Detector } from "./detector.ts";
import { choicesOf } from "./choices.ts";
import { formatOf, isForbidden, isSignature } from "./formats.ts";
import { type Label, Labels } from "./labels.ts";
import { placesOnLines } from "./line_places.ts";
import { type Paper, paperOf } from "./paper.ts";
import type { TextPlace } from "./places.ts";
import { inReadingOrder } from "./reading_order.ts";
import { openStacks } from "./stacks.ts";
import { answerCells, joinCharacterCells, splitCombs } from "./squares.ts";
import { isLeader, phrasesOf } from "./text_lines.ts";

export const vectorDetector: Detector = {
  name: "vector",
  detect: (page, { fast }) => Promise.resolve(detect(page, fast)),
};

function detect(page: FormPage, fast: boolean): FoundField[] {
  const paper = paperOf(page.drawing);
  const found = cellsOf(paper);
  const squares = checkBoxesOf(page, paper, found);
  const phrases = phrasesOf(page.words, squares, paper.vertical);
  const textSize = median(page.words.map((word) => word.size)) || 10;
  const cells = openStacks(found, phrases, textSize);
  const { checkBoxes: boxes, combs } = splitCombs(squares);
  const checkBoxes = [...boxes, ...answerCells(cells, page.words).filter((cell) => !isTaken(cell, boxes, paper))];
  const around = {
    paper,
    phrases,
    checkBoxes,
    obstacles: [...checkBoxes, ...page.words.filter(isLeader)],
    view: page.view,
    textSize,
    line: Math.max(11, 1.5 * textSize),
  };
  const places = withoutOverlaps([
    ...combs,
    ...joinCharacterCells(placesInCells(cells, around)),
    ...placesOnLines(cells, page.blanks, around),
  ], checkBoxes);
  const choices = choicesOf(checkBoxes, phrases, fast);
  const labels = new Labels(places, checkBoxes, phrases);
  const texts = places.map((place) => textField(place, labels.of(place), around.line, fast))
    .filter((field) => !isForbidden(field.label));
  return inReadingOrder([...choices, ...texts]);
}

function textField(place: TextPlace, label: Label, line: number, fast: boolean): FoundField {
  const plain = { ...boxOf(place), ...label, confidence: place.confidence };
  if (isSignature(label.label)) return { ...plain, type: "signature" };
  const format = fast ? undefined : formatOf(label.label);
  return {
    ...plain,
    type: "text",
    ...(place.comb !== undefined && !fast && { comb: place.comb }),
    ...(format && { format }),
    ...(place.y1 - place.y0 > 2.2 * line && { multiline: true }),
  };
}

function isTaken(cell: Box, boxes: readonly Box[], paper: Paper): boolean {
  return boxes.some((box) => overlapShare(box, cell) > 0) ||
    !paper.writableAt((cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2);
}

/** The more certain of two places that overlap stays; of equals, the smaller one. */
function withoutOverlaps(places: readonly TextPlace[], taken: readonly Box[]): TextPlace[] {
  const sorted = [...places].sort((a, b) => b.confidence - a.confidence || area(a) - area(b));
  const kept: TextPlace[] = [];
  for (const place of sorted) {
    if (![...kept, ...taken].some((other) => overlapShare(place, other) > 0.15)) kept.push(place);
  }
  return kept;
}

/** The common area as a share of the smaller one. */
function overlapShare(a: Box, b: Box): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0), height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  return width <= 0 || height <= 0 ? 0 : width * height / Math.min(area(a), area(b));
}

const area = (box: Box): number => (box.x1 - box.x0) * (box.y1 - box.y0);
const boxOf = ({ x0, y0, x1, y1 }: Box): Box => ({ x0, y0, x1, y1 });
