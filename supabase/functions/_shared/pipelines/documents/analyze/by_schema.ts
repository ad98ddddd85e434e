/**
 * Fields that the caller names: found by their names, titles and descriptions, as kinds by their types.
 *
 * @module
 */
import type { FieldSchema, Property } from "../schema.ts";
import { findFields } from "./analyze_fields.ts";
import type { Kind } from "./candidate.ts";
import type { FieldSpec } from "./field.ts";
import { type Fields, wordsValue } from "./fields.ts";
import { labelOf, labelsIn } from "./label.ts";
import type { Reading } from "./reading.ts";
import { fold } from "../text/fold.ts";
import { cellAt } from "../text/rows.ts";

export interface Leaf {
  /** `address.city`; lists are left to the language model. */
  readonly path: string;
  readonly property: Property;
}

/** The values that a schema asks for. */
export function leavesOf(schema: Pick<FieldSchema, "properties">, before = ""): Leaf[] {
  return Object.entries(schema.properties).flatMap(([name, property]) => {
    const path = before + name;
    if (property.properties) return leavesOf({ properties: property.properties }, `${path}.`);
    return property.type === "array" || property.type === "object" ? [] : [{ path, property }];
  });
}

/** @param known fields that have been found by what the document is: taken where the caller's names are the same */
export function readBySchema(reading: Reading, schema: Pick<FieldSchema, "properties">, known: Fields): Fields {
  const leaves = leavesOf(schema);
  const specs = leaves.filter(({ property }) => !property.enum && kindOf(property) !== "text").map(specOf);
  const found = findFields(reading, specs);
  const fields: Fields = {};
  for (const leaf of leaves) {
    const value = known[leaf.path] ?? found[leaf.path] ??
      (leaf.property.enum ? oneOf(reading, leaf.property.enum) : textBeside(reading, leaf));
    if (value) fields[leaf.path] = value;
  }
  return fields;
}

function kindOf({ type, format, title = "", description = "" }: Property, name = ""): Kind {
  const words = fold(`${name} ${title} ${description}`);
  if (format === "date" || format === "date-time" || /\bdate\b|\bdatum\b/.test(words) && type !== "number") {
    return "date";
  }
  if (format === "email" || /\be-?mail\b/.test(words)) return "email";
  if (format === "uri" || format === "url") return "url";
  if (type === "number") return "amount";
  if (type === "integer") return "number";
  if (/\biban\b/.test(words)) return "iban";
  if (/\b(?:number|no|nr|id|identifier|code|nummer|numero|reference)\b/.test(words)) return "identifier";
  return "text";
}

function labelsOf({ path, property }: Leaf) {
  const name = path.split(".").at(-1)!;
  return [
    labelOf(1, name),
    ...(property.title ? [labelOf(1, property.title)] : []),
    ...quoted(property.description ?? "").map((words) => labelOf(0.9, words)),
  ];
}

/** Words in quotes in a description are what stands in the document. */
function quoted(description: string): string[] {
  return [...description.matchAll(/["'“‘]([^"'”’]{2,40})["'”’]/g)].map((match) => match[1]!);
}

function specOf(leaf: Leaf): FieldSpec {
  return { name: leaf.path, kind: kindOf(leaf.property, leaf.path), labels: labelsOf(leaf), group: "own" };
}

/** The first of the words that is in the text. */
function oneOf(reading: Reading, values: readonly (string | number)[]) {
  for (const value of values) {
    const words = fold(String(value));
    for (const row of reading.rows) {
      const at = row.folded.indexOf(words);
      if (at < 0 || /[\p{L}\d]/u.test(row.folded[at + words.length] ?? "")) continue;
      const from = row.foldedStarts.findLastIndex((start) => start <= at);
      const to = row.foldedStarts.findLastIndex((start) => start < at + words.length) + 1;
      return wordsValue(reading, row, from, to, 0.6, value);
    }
  }
  return undefined;
}

const LONGEST = 14;

/** What is written behind the label, or in the cell beside it. */
function textBeside(reading: Reading, leaf: Leaf) {
  for (const { row, to, leads } of labelsIn(reading.rows, labelsOf(leaf))) {
    const cell = cellAt(row, to - 1);
    const hasColon = /[:=]$/.test(row.words[to - 1]!.text);
    const next = row.cells.find((each) => each.from >= cell.to);
    if (hasColon && to < cell.to) return wordsValue(reading, row, to, Math.min(cell.to, to + LONGEST), 0.65);
    if (leads && to === cell.to && next) {
      return wordsValue(reading, row, next.from, Math.min(next.to, next.from + LONGEST), 0.55);
    }
  }
  return undefined;
}
