/**
 * How well a value's place fits its label's: right behind it, in the next cell, or below.
 *
 * @module
 */
import { overlap } from "../../../documents/pdf/geometry.ts";
import { cellAt } from "../text/rows.ts";
import type { Candidate } from "./candidate.ts";
import type { FoundLabel } from "./label.ts";

/** 0 for "has nothing to do with it" to 1. */
export function proximity(label: FoundLabel, value: Candidate): number {
  if (label.row.page !== value.row.page) return 0;
  return Math.max(beside(label, value), below(label, value));
}

function beside(label: FoundLabel, value: Candidate): number {
  const size = Math.max(label.row.size, value.row.size, 1);
  if (label.row === value.row) {
    if (value.from < label.to) return value.to > label.to || value.from >= label.from ? sameWord(label, value) : 0;
    const sameCell = cellAt(label.row, label.to - 1) === cellAt(value.row, value.from);
    const words = value.from - label.to;
    if (sameCell) return Math.max(0.35, 1 - 0.09 * words);
    const cells = label.row.cells.filter((cell) => cell.from >= label.to && cell.to <= value.from).length;
    return Math.max(
      0,
      0.95 - 0.1 * cells - 0.04 * wordsAfterLabel(label) - 0.002 * (value.box.x0 - label.box.x1) / size,
    );
  }
  // A row that lies a little higher or lower, beside the label.
  const middle = (box: { y0: number; y1: number }) => (box.y0 + box.y1) / 2;
  if (value.box.x0 < label.box.x1 || Math.abs(middle(value.box) - middle(label.box)) > 0.9 * size) return 0;
  return Math.max(0, 0.75 - 0.01 * (value.box.x0 - label.box.x1) / size);
}

/** `Nr.4711` is label and value in one. */
function sameWord(label: FoundLabel, value: Candidate): number {
  return value.from === label.to - 1 ? 0.9 : 0;
}

/** Words between the label and the end of its cell. */
function wordsAfterLabel(label: FoundLabel): number {
  return Math.min(6, cellAt(label.row, label.to - 1).to - label.to);
}

function below(label: FoundLabel, value: Candidate): number {
  const size = Math.max(label.row.size, 1);
  const drop = label.box.y0 - value.box.y1;
  if (drop < -0.4 * size || drop > 14 * size || label.row.index >= value.row.index) return 0;
  const cell = cellAt(label.row, label.from);
  const shared = overlap(cell.x0, cell.x1, value.box.x0, value.box.x1);
  const aligned = Math.min(
    Math.abs(value.box.x0 - cell.x0),
    Math.abs(value.box.x1 - cell.x1),
    Math.abs(value.box.x0 + value.box.x1 - cell.x0 - cell.x1) / 2,
  );
  if (shared <= 0 && aligned > 1.5 * size) return 0;
  // A heading that goes on behind the label is about something else.
  const rest = cell.to - cell.from - (label.to - label.from);
  const offset = Math.min(0.25, 0.03 * aligned / size);
  return Math.max(0, 0.8 - 0.045 * Math.max(0, drop / size) - offset - 0.06 * rest);
}
