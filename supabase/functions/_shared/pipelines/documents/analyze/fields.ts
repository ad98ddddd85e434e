/**
 * Fields by name, as they are put together from what was found.
 *
 * @module
 */
import type { FieldValue, Scalar } from "../result.ts";
import { type Row, textOf } from "../text/rows.ts";
import type { BlockLine } from "./blocks.ts";
import type { Party } from "./parties.ts";
import type { Reading } from "./reading.ts";
import { NOWHERE, placeAround, placeOf, rounded } from "./value.ts";

export type Fields = Record<string, FieldValue>;

/** Words of a row as a value. */
export function wordsValue(
  reading: Reading,
  row: Row,
  from: number,
  to: number,
  confidence: number,
  value?: Scalar,
): FieldValue {
  const text = textOf(row, from, to);
  return {
    value: value ?? text,
    text,
    ...placeOf(reading, row, from, to),
    confidence: rounded(confidence),
    method: "offline",
  };
}

export function lineValue(reading: Reading, { row, from, to }: BlockLine, confidence: number): FieldValue {
  return wordsValue(reading, row, from, to, confidence);
}

/** Several lines as one value. */
export function linesValue(
  reading: Reading,
  lines: readonly BlockLine[],
  joint: string,
  confidence: number,
): FieldValue {
  const text = lines.map((line) => line.text).join("\n");
  return {
    value: lines.map((line, i) => i < lines.length - 1 ? line.text.replace(/[\s,;]+$/, "") : line.text).join(joint),
    text,
    ...placeAround(reading, lines),
    confidence: rounded(confidence),
    method: "offline",
  };
}

export function partyValue(reading: Reading, { line, text, score }: Party): FieldValue {
  return {
    value: text,
    text,
    ...placeOf(reading, line.row, line.from, line.to),
    confidence: rounded(score),
    method: "offline",
  };
}

/** What follows from the document and stands nowhere by itself. */
export function concluded(value: Scalar, confidence: number): FieldValue {
  return { value, text: null, ...NOWHERE, confidence: rounded(confidence), method: "offline" };
}

export function currencyField({ currency, ...reading }: Reading): Fields {
  if (!currency) return {};
  const { row, start, text, code } = currency;
  const from = Math.max(0, row.starts.findLastIndex((each) => each <= start));
  return { currency: wordsValueOf({ currency, ...reading }, row, from, code, text) };
}

function wordsValueOf(reading: Reading, row: Row, from: number, value: string, text: string): FieldValue {
  return { value, text, ...placeOf(reading, row, from, from + 1), confidence: 0.9, method: "offline" };
}
