/**
 * What is measured of one column in the second pass, its type being known. Kept small, whatever the number of rows.
 *
 * @module
 */
import { DistinctSketch, type DistinctState } from "../sketches/distinct.ts";
import { Extremes, type ExtremesState } from "../sketches/extremes.ts";
import { hashOf } from "../sketches/hash.ts";
import { Moments, type MomentsState } from "../sketches/moments.ts";
import { ownText } from "../sketches/own_text.ts";
import { QuantileSketch, type QuantileState } from "../sketches/quantiles.ts";
import { TopValues, type TopValuesState } from "../sketches/top_values.ts";
import type { ColumnReading } from "../types/decide.ts";
import { type DateOrder, dayOf, isoOf, momentOf } from "../types/dates.ts";
import { numberOf } from "../types/numbers.ts";
import { meansNothing, truthOf } from "../types/words.ts";
import { personalKind } from "./personal.ts";
import { patternOf } from "./pattern.ts";

export type Misfit = [row: number, text: string];

export type ColumnState = {
  empty: number;
  nothing: number;
  misfits: number;
  misfitExamples: Misfit[];
  padded: number;
  truths: number;
  negatives: number;
  zeros: number;
  distinct: DistinctState;
  top: TopValuesState;
  moments: MomentsState;
  quantiles: QuantileState;
  extremes: ExtremesState;
  patterns: TopValuesState;
  personal: Record<string, number>;
  texts: number;
  days: Int32Array | null;
};

/** How much each column may keep, so that all of them together stay within a few megabytes. */
export interface Room {
  readonly distinct: number;
  readonly top: number;
  readonly quantiles: number;
}

export function roomFor(columns: number): Room {
  const share = (total: number, least: number, most: number) =>
    Math.max(least, Math.min(most, Math.floor(total / Math.max(1, columns))));
  return { distinct: share(524_288, 512, 131_072), top: share(16_384, 24, 256), quantiles: share(32_768, 64, 1024) };
}

const EXAMPLES = 10;
/** Days of a hundred years; beyond, gaps are not looked for. */
const MOST_DAYS = 36_525;
/** Patterns and personal data are looked for in the first values and then in every 64th. */
const LOOKED_AT = 2_000;
const EVERY = 64;
const MOST_DATES = 4096;

export class ColumnProfile {
  empty = 0;
  nothing = 0;
  misfits = 0;
  padded = 0;
  truths = 0;
  negatives = 0;
  zeros = 0;
  /** Texts so far. */
  texts = 0;
  readonly misfitExamples: Misfit[] = [];
  readonly distinct: DistinctSketch;
  readonly top: TopValues;
  readonly moments: Moments;
  readonly quantiles: QuantileSketch;
  readonly extremes: Extremes;
  readonly patterns: TopValues;
  readonly personal: Map<string, number>;
  days: Set<number> | null;
  /** The first dates that came, read: most come many times, and reading one takes longer than all else that is done with it. */
  readonly #dates = new Map<string, { moment: number; iso: string }>();

  constructor(readonly reading: ColumnReading, from: Room | ColumnState) {
    const state = "misfits" in from ? from : undefined;
    const room = from as Room;
    this.distinct = new DistinctSketch(state?.distinct ?? room.distinct, "values");
    this.top = new TopValues(state?.top ?? room.top);
    this.moments = new Moments(state?.moments);
    this.quantiles = new QuantileSketch(state?.quantiles ?? room.quantiles);
    this.extremes = new Extremes(state?.extremes);
    this.patterns = new TopValues(state?.patterns ?? 32);
    this.personal = new Map(Object.entries(state?.personal ?? {}));
    this.days = state ? (state.days ? new Set(state.days) : null) : new Set();
    if (!state) return;
    const { empty, nothing, misfits, padded, truths, negatives, zeros, texts } = state;
    Object.assign(this, { empty, nothing, misfits, padded, truths, negatives, zeros, texts });
    this.misfitExamples.push(...state.misfitExamples);
  }

  /** How many texts were looked at for patterns and personal data. */
  get looked(): number {
    const later = Math.floor((this.texts - 1) / EVERY) - Math.floor((LOOKED_AT - 1) / EVERY);
    return this.texts <= LOOKED_AT ? this.texts : LOOKED_AT + later;
  }

  /**
   * @param row from 1
   * @returns the cell as it stands in the cleaned table, and as a number for the sample (NaN: missing)
   */
  add(cell: string, row: number, out: { text: string; number: number; hash: number }): void {
    const text = cell.trim();
    out.text = text;
    out.number = NaN;
    out.hash = 1;
    if (text === "") {
      this.empty++;
      return;
    }
    if (text.length !== cell.length) this.padded++;
    const hash = hashOf(text);
    out.hash = hash;
    this.distinct.add(hash);
    this.top.add(text, hash);
    if (meansNothing(text)) {
      this.nothing++;
      if (this.reading.type !== "text" && this.reading.type !== "code") out.text = "";
      else out.number = hash;
      return;
    }
    this.#addValue(text, row, hash, out);
  }

  state(): ColumnState {
    const { empty, nothing, misfits, misfitExamples, padded, truths, negatives, zeros, texts } = this;
    return {
      empty,
      nothing,
      misfits,
      misfitExamples,
      padded,
      truths,
      negatives,
      zeros,
      texts,
      distinct: this.distinct.state(),
      top: this.top.state(),
      moments: this.moments.state(),
      quantiles: this.quantiles.state(),
      extremes: this.extremes.state(),
      patterns: this.patterns.state(),
      personal: Object.fromEntries(this.personal),
      days: this.days && Int32Array.from(this.days),
    };
  }

  #addValue(text: string, row: number, hash: number, out: { text: string; number: number }): void {
    switch (this.reading.type) {
      case "integer":
      case "number": {
        const value = numberOf(text, this.reading.convention);
        if (Number.isNaN(value)) return this.#misfit(text, row);
        this.#addNumber(value, row);
        out.number = value;
        out.text = String(value);
        return;
      }
      case "date":
      case "datetime": {
        const { moment, iso } = this.#date(text, this.reading.order);
        if (Number.isNaN(moment)) return this.#misfit(text, row);
        this.#addNumber(moment, row);
        this.#addDay(moment);
        out.number = moment;
        out.text = iso;
        return;
      }
      case "boolean": {
        const truth = truthOf(text);
        if (truth === undefined) return this.#misfit(text, row);
        if (truth) this.truths++;
        out.number = truth ? 1 : 0;
        out.text = String(truth);
        return;
      }
      default:
        this.#addText(text);
        out.number = hash;
    }
  }

  #date(text: string, order: DateOrder): { moment: number; iso: string } {
    const known = this.#dates.get(text);
    if (known) return known;
    const moment = momentOf(text, order);
    const date = { moment, iso: Number.isNaN(moment) ? "" : isoOf(moment, this.reading.type === "datetime") };
    if (this.#dates.size < MOST_DATES) this.#dates.set(ownText(text), date);
    return date;
  }

  #misfit(text: string, row: number): void {
    this.misfits++;
    if (this.misfitExamples.length < EXAMPLES) this.misfitExamples.push([row, ownText(text.slice(0, 80))]);
  }

  #addNumber(value: number, row: number): void {
    this.moments.add(value);
    this.quantiles.add(value);
    this.extremes.add(value, row);
    if (value < 0) this.negatives++;
    else if (value === 0) this.zeros++;
  }

  #addDay(moment: number): void {
    if (!this.days) return;
    this.days.add(dayOf(moment));
    if (this.days.size > MOST_DAYS) this.days = null;
  }

  #addText(text: string): void {
    this.moments.add(text.length);
    const seen = this.texts++;
    if (seen >= LOOKED_AT && seen % EVERY !== 0) return;
    this.patterns.add(patternOf(text));
    const kind = personalKind(text);
    if (kind) this.personal.set(kind, (this.personal.get(kind) ?? 0) + 1);
  }
}
