/**
 * A field as it passes from detecting to writing, and as `fields.json` tells it.
 *
 * @module
 */
import type { Box } from "../../documents/pdf/geometry.ts";

export type FieldType = "text" | "checkbox" | "radio" | "signature";

/** What a text field is meant to take. */
export type FieldFormat = "date" | "email" | "number" | "phone";

/** A field that a detector found, in the upright coordinates of its page. */
export interface FoundField extends Box {
  readonly type: FieldType;
  /** 0 to 1. */
  readonly confidence: number;
  /** What is printed beside it; empty when nothing is. */
  readonly label: string;
  /** What the label belongs to: the question of a choice, the row of a table. */
  readonly context?: string;
  readonly multiline?: boolean;
  /** The number of character cells. */
  readonly comb?: number;
  readonly format?: FieldFormat;
  /** Radio buttons with the same number on a page exclude each other. */
  readonly group?: number;
}

/** A field of `fields.json`: `rect` is `[x0, y0, x1, y1]` in the page's user space. */
export interface PlacedField {
  readonly type: FieldType;
  readonly rect: [number, number, number, number];
  readonly name: string;
  readonly tooltip: string;
  readonly confidence: number;
  readonly multiline?: true;
  /** The number of character cells, all of the same width. */
  readonly comb?: number;
  readonly format?: FieldFormat;
  /** Of a radio button: what its group takes as value when it is chosen. */
  readonly export?: string;
}

export interface PageFields {
  /** From 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  /** Quarter turns from user space to the direction in which the page's text runs. */
  readonly turns: number;
  readonly fields: readonly PlacedField[];
}
