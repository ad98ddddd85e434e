/**
 * What is printed beside a text field and says what it is for. A field's own cell may hold its label; a field in a table
 * has the heads of its row and its column; others are labelled on their left, above or below.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import { across, type TextPlace } from "./places.ts";
import type { Phrase } from "./text_lines.ts";

/** How far a label may be, in points. */
const LEFT = 60;
const FAR_LEFT = 450;
const VERTICAL = 14;
const HEAD = 40;
const MAX_LENGTH = 160;
/** Between the parts of a number or a date. */
const GROUP_GAP = 20, TOUCH = 4;
const SEPARATOR = /^[\u2010-\u2015\-/.]$/;

export interface Label {
  readonly label: string;
  readonly context?: string;
}

export class Labels {
  readonly #preferBelow: boolean;

  constructor(
    private readonly places: readonly TextPlace[],
    private readonly checkBoxes: readonly Box[],
    private readonly phrases: readonly Phrase[],
  ) {
    const worded = places.filter((place) => !place.label);
    const count = (below: boolean) => worded.filter((place) => this.#vertical(place, below)).length;
    this.#preferBelow = count(true) > count(false);
  }

  of(place: TextPlace): Label {
    if (place.label && hasWord(place.label)) return { label: clean(place.label) };
    const column = this.#columnHead(place);
    const row = this.#left(place, FAR_LEFT, column !== undefined);
    if (column && row) return { label: clean(column), context: clean(row.text) };
    if (column) return { label: clean(column) };
    if (row && row.gap < LEFT) return { label: clean(row.text) };
    const vertical = this.#vertical(place, this.#preferBelow) ?? this.#vertical(place, !this.#preferBelow);
    if (vertical ?? row) return { label: clean(vertical ?? row!.text) };
    const first = this.#groupOf(place);
    return first ? this.of(first) : { label: "" };
  }

  /** The field before it on its line, when at most a dash or the like parts them: both are parts of one number or date. */
  #groupOf(place: TextPlace): TextPlace | undefined {
    const before =
      this.places.filter((other) =>
        other.x1 <= place.x0 && place.x0 - other.x1 < GROUP_GAP && Math.abs(other.y0 - place.y0) < 3
      ).sort((a, b) => b.x1 - a.x1)[0];
    if (!before) return undefined;
    const between = this.phrases.filter((phrase) =>
      phrase.x0 >= before.x1 - 2 && phrase.x1 <= place.x0 + 2 && phrase.base > place.y0 - 4 && phrase.base < place.y1
    );
    const areCells = place.comb !== undefined && before.comb !== undefined && place.x0 - before.x1 < TOUCH;
    if (between.length === 0) return areCells ? before : undefined;
    return between.length === 1 && SEPARATOR.test(between[0]!.text) ? before : undefined;
  }

  /** The nearest words on the left, beyond other fields only in a table; lines above them that lead up to them belong to them. */
  #left(place: Box, reach: number, overFields: boolean): { text: string; gap: number } | undefined {
    const middle = Math.min((place.y0 + place.y1) / 2, place.y0 + 8);
    const onLine = this.phrases.filter((phrase) =>
      phrase.y0 - 3 <= middle && phrase.y1 + 1 >= middle && phrase.x1 <= place.x0 + 3 && place.x0 - phrase.x1 < reach
    ).sort((a, b) => b.x1 - a.x1);
    const nearest = onLine.find((phrase) => hasWord(phrase.text));
    if (!nearest || !overFields && this.#isBetween(nearest, place, middle)) return undefined;
    return { text: this.#paragraphEnding(nearest), gap: place.x0 - (onLine[0] ?? nearest).x1 };
  }

  #isBetween(phrase: Box, place: Box, middle: number): boolean {
    return [...this.places, ...this.checkBoxes].some((other) =>
      other !== place && other.x0 >= phrase.x1 - 1 && other.x1 <= place.x0 + 1 && other.y0 <= middle &&
      other.y1 >= middle
    );
  }

  /** The lines directly above that begin where this one begins. */
  #paragraphEnding(last: Phrase): string {
    const lines = [last];
    for (let line: Phrase | undefined = last; lines.length < 4;) {
      const below: Phrase = line;
      line = this.phrases.find((phrase) =>
        Math.abs(phrase.x0 - below.x0) < 3 && phrase.base > below.base + 2 &&
        phrase.base - below.base < 1.35 * below.size && phrase.x1 > below.x1 - 20 && phrase.bold === below.bold
      );
      if (!line) break;
      lines.unshift(line);
    }
    return lines.map((line) => line.text).join(" ");
  }

  /** Words closely above or below. */
  #vertical(place: Box, below: boolean): string | undefined {
    return this.phrases.filter((phrase) => {
      const gap = below ? place.y0 - phrase.y1 : phrase.y0 - place.y1;
      const together = across(phrase, place) > 0.5 * Math.min(phrase.x1 - phrase.x0, place.x1 - place.x0);
      return gap > -4 && gap < (below ? VERTICAL / 2 : VERTICAL) && together && hasWord(phrase.text);
    }).sort((a, b) => Math.abs(a.base - place.y0) - Math.abs(b.base - place.y0) || a.x0 - b.x0)[0]?.text;
  }

  /** Words closely below another field are its label. */
  #isBelowField(phrase: Phrase): boolean {
    return this.places.some((other) => {
      const gap = other.y0 - phrase.y1;
      return gap > -4 && gap < VERTICAL / 2 && across(phrase, other) > 0;
    });
  }

  /** Words between two fields of a column are the label of one of them. */
  #areParted(lower: Box, upper: Box): boolean {
    return this.phrases.some((phrase) =>
      phrase.y0 > lower.y1 - 3 && phrase.y1 < upper.y0 + 3 && across(phrase, lower) > 0 && hasWord(phrase.text)
    );
  }

  /** The words above the column of fields that this one is in. */
  #columnHead(place: TextPlace): string | undefined {
    let top: TextPlace = place, length = 1;
    const next = (from: TextPlace) =>
      this.places.find((other) =>
        other.y0 >= from.y1 - 2 && other.y0 - from.y1 < HEAD && Math.abs(other.x0 - from.x0) < 6 &&
        Math.abs(other.x1 - from.x1) < 6 && !this.#areParted(from, other)
      );
    for (let above; (above = next(top)) !== undefined && length < 200; length++) top = above;
    const isColumn = length > 1 ||
      this.places.some((other) =>
        Math.abs(other.x0 - place.x0) < 6 && Math.abs(other.x1 - place.x1) < 6 &&
        place.y0 >= other.y1 - 2 && place.y0 - other.y1 < HEAD && !this.#areParted(other, place)
      );
    if (!isColumn || place.label) return undefined;
    const heads: Phrase[] = [];
    for (let y = top.y1; heads.length < 4;) {
      const head = this.phrases.filter((phrase) => {
        if (heads.length === 0 && this.#isBelowField(phrase)) return false;
        const centre = (phrase.x0 + phrase.x1) / 2;
        return phrase.y0 >= y - 3 && phrase.y0 - y < (heads.length === 0 ? HEAD : 6) && centre > place.x0 &&
          centre < place.x1 && isAligned(phrase, place) && phrase.x1 - phrase.x0 < 2 * (place.x1 - place.x0);
      }).sort((a, b) => a.y0 - b.y0)[0];
      if (!head) break;
      heads.unshift(head);
      y = head.y1;
    }
    const text = heads.map((head) => head.text).join(" ");
    return hasWord(text) ? text : undefined;
  }
}

/** Heads are centred upon their column or begin with it. */
function isAligned(head: Box, column: Box): boolean {
  const aside = Math.abs(head.x0 + head.x1 - column.x0 - column.x1) / 2;
  return aside < 0.25 * (column.x1 - column.x0) || Math.abs(head.x0 - column.x0) < 8;
}

/** A number of a line or a unit names nothing. */
function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

export function clean(text: string): string {
  return text.replace(/[\s.:\u2026]+$/u, "").replace(/\s+/g, " ").slice(0, MAX_LENGTH).trim();
}
