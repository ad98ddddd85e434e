/**
 * Labels of boxes and circles to tick, the question that they answer, and which circles exclude each other.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { FoundField } from "../field.ts";
import type { CheckBox } from "./check_boxes.ts";
import { clean } from "./labels.ts";
import type { Phrase } from "./text_lines.ts";

/** How far a label may be from its box. */
const RIGHT = 24;
const LEFT = 180;
/** Choices of one question stand in a row or in a column, not further apart than this. */
const ROW_GAP = 160;
const COLUMN_GAP = 30;
const QUESTION = 30;

export function choicesOf(boxes: readonly CheckBox[], phrases: readonly Phrase[], fast: boolean): FoundField[] {
  const groups = fast ? boxes.map((box) => [box]) : groupsOf(boxes);
  return groups.flatMap((group, index) => {
    const labels = group.map((box) => labelOf(box, phrases, boxes));
    const question = fast ? undefined : questionOf(group, labels, phrases);
    return group.map((box, i): FoundField => ({
      x0: box.x0,
      y0: box.y0,
      x1: box.x1,
      y1: box.y1,
      type: box.round ? "radio" : "checkbox",
      label: clean(labels[i]?.text ?? ""),
      confidence: labels[i] ? 0.9 : 0.6,
      ...(question && { context: clean(question.text) }),
      ...(box.round && { group: index }),
    }));
  });
}

/** Right of the box on its line, else left of it; never beyond the next box. */
function labelOf(box: Box, phrases: readonly Phrase[], boxes: readonly Box[]): Phrase | undefined {
  const middle = (box.y0 + box.y1) / 2;
  const onLine = phrases.filter((phrase) =>
    phrase.y0 - 2 <= middle && phrase.y1 + 2 >= middle && /\p{L}|\d/u.test(phrase.text)
  );
  const right = onLine.filter((phrase) => phrase.x0 >= box.x1 - 2 && phrase.x0 - box.x1 < RIGHT)
    .sort((a, b) => a.x0 - b.x0)[0];
  const isFree = (from: number, to: number) =>
    !boxes.some((other) =>
      other !== box && other.x0 >= from && other.x1 <= to && other.y0 < middle && other.y1 > middle
    );
  if (right && isFree(box.x1, right.x0 + 2)) return right;
  const left = onLine.filter((phrase) => phrase.x1 <= box.x0 + 2 && box.x0 - phrase.x1 < LEFT)
    .sort((a, b) => b.x1 - a.x1)[0];
  return left && isFree(left.x1 - 2, box.x0) ? left : undefined;
}

/** Boxes of one shape and size that stand in a row or a column. */
function groupsOf(boxes: readonly CheckBox[]): CheckBox[][] {
  const groups: CheckBox[][] = [];
  for (const box of [...boxes].sort((a, b) => Math.round((b.y0 - a.y0) / 3) || a.x0 - b.x0)) {
    const group = groups.find((some) => some.some((other) => belongTogether(other, box)));
    if (group) group.push(box);
    else groups.push([box]);
  }
  return groups;
}

function belongTogether(a: CheckBox, b: CheckBox): boolean {
  if (a.round !== b.round || Math.abs(a.x1 - a.x0 - b.x1 + b.x0) > 2) return false;
  if (Math.abs(a.y0 - b.y0) < 3) return b.x0 - a.x1 < ROW_GAP;
  return Math.abs(a.x0 - b.x0) < 3 && Math.abs(a.y0 - b.y1) < COLUMN_GAP;
}

/** Words before the first box of the row, or above the first box. */
function questionOf(
  group: readonly Box[],
  labels: readonly (Phrase | undefined)[],
  phrases: readonly Phrase[],
): Phrase | undefined {
  const first = group[0]!;
  const middle = (first.y0 + first.y1) / 2;
  const worded = phrases.filter((phrase) => !labels.includes(phrase) && /\p{L}{2}/u.test(phrase.text));
  const before =
    worded.filter((phrase) => phrase.x1 <= first.x0 + 2 && phrase.y0 - 2 <= middle && phrase.y1 + 2 >= middle).sort((
      a,
      b,
    ) => b.x1 - a.x1)[0];
  return before ??
    worded.filter((phrase) =>
      phrase.y0 >= first.y1 - 3 && phrase.y0 - first.y1 < QUESTION && phrase.x0 < first.x1 + 40 &&
      phrase.x1 > first.x0 - 100
    ).sort((a, b) => a.y0 - b.y0)[0];
}
