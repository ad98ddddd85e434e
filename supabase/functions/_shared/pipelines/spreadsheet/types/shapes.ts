/**
 * The first pass: what shapes a column's cells have. It only counts, so the counts of slices add up to those of the whole.
 *
 * @module
 */
import { DATE_SHAPES, dateShapeOf } from "./dates.ts";
import { shapeOf, undress } from "./numbers.ts";
import { meansNothing, truthOf } from "./words.ts";

const SHAPES = [
  "empty",
  "nothing",
  "text",
  "truth",
  "integer",
  "code",
  "point",
  "comma",
  "either-comma",
  "either-point",
  ...DATE_SHAPES,
  // Marks beside the shape, counted in addition.
  "percent",
  "currency",
  "dated-time",
] as const;
export type Shape = typeof SHAPES[number];

const INDEX = Object.fromEntries(SHAPES.map((shape, index) => [shape, index])) as Record<Shape, number>;
const WIDTH = SHAPES.length;

/** After so many cells a column of which hardly any is a number or a date is taken as text without a further look. */
const ENOUGH = 3000;

export class ShapeCounts {
  readonly #counts: Float64Array;
  readonly #isText: boolean[];

  constructor(from: number | Float64Array) {
    this.#counts = typeof from === "number" ? new Float64Array(from * WIDTH) : from;
    this.#isText = Array.from({ length: this.#counts.length / WIDTH }, (_, column) => this.#isMostlyText(column));
  }

  get columns(): number {
    return this.#isText.length;
  }

  add(column: number, cell: string): void {
    const base = column * WIDTH;
    const text = cell.trim();
    if (text === "") {
      this.#counts[base]!++;
      return;
    }
    if (meansNothing(text)) this.#counts[base + 1]!++;
    else if (this.#isText[column]) this.#counts[base + 2]!++;
    else this.#addShape(base, text, column);
  }

  get(column: number, ...shapes: Shape[]): number {
    return shapes.reduce((sum, shape) => sum + this.#counts[column * WIDTH + INDEX[shape]]!, 0);
  }

  state(): Float64Array {
    return this.#counts;
  }

  #addShape(base: number, text: string, column: number): void {
    const shape = this.#shape(base, text);
    this.#counts[base + INDEX[shape]]!++;
    if (shape === "text" && this.#total(column) % ENOUGH === 0) this.#isText[column] = this.#isMostlyText(column);
  }

  #shape(base: number, text: string): Shape {
    const first = text.charCodeAt(0);
    // Digits, signs, points and commas, brackets, or a symbol: perhaps a number. Letters: perhaps a currency.
    const undressed = undress(text);
    const number = first < 58 || first > 127 || undressed.hasCurrency ? shapeOf(undressed.core) : "none";
    if (number !== "none") {
      if (undressed.isPercent) this.#counts[base + INDEX.percent]!++;
      if (undressed.hasCurrency) this.#counts[base + INDEX.currency]!++;
      return number;
    }
    const date = dateShapeOf(text);
    if (date !== "none") {
      if (date !== "iso-time" && text.includes(":")) this.#counts[base + INDEX["dated-time"]]!++;
      return date;
    }
    return truthOf(text) === undefined ? "text" : "truth";
  }

  #total(column: number): number {
    let sum = 0;
    for (let i = 2; i < INDEX.percent; i++) sum += this.#counts[column * WIDTH + i]!;
    return sum;
  }

  #isMostlyText(column: number): boolean {
    const total = this.#total(column);
    return total >= ENOUGH && this.#counts[column * WIDTH + INDEX.text]! > total * 0.5;
  }
}
