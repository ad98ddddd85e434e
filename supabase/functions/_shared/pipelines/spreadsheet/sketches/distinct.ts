/**
 * How many different values there are and, for rows, how often each came: exact up to a capacity, above it estimated from a sample
 * of the hash space (Gibbons, "Distinct Sampling", VLDB 2001). Each time the sample is full, the half of it whose next hash
 * bit is set goes. The relative standard error is below sqrt(2 / capacity): 0.4 % for 131,072.
 *
 * Whether a value is kept depends on its hash alone, so the sketch of a whole is the merge of its slices' sketches.
 *
 * @module
 */
import { release } from "../../../documents/bytes.ts";
import { sampleBits } from "./hash.ts";

export type DistinctState = {
  capacity: number;
  level: number;
  hashes: Float64Array;
  /** Empty when only the values are kept. */
  counts: Uint32Array;
  /** Empty when only the values are kept, or no rows were told. */
  firsts: Uint32Array;
};

/** Whether it is told how often each value came and where first: twice the memory. */
type Kept = "values" | "occurrences";

const FULLEST = 0.6;
const NONE = new Uint32Array();

export class DistinctSketch {
  #level: number;
  #size = 0;
  #hashes: Float64Array;
  #counts = NONE;
  #firsts = NONE;
  readonly #capacity: number;
  readonly #counting: boolean;

  /** @param from how many different values are counted exactly, or what {@link state} gave */
  constructor(from: number | DistinctState, kept: Kept = "occurrences") {
    const state = typeof from === "number" ? undefined : from;
    this.#counting = kept === "occurrences";
    this.#capacity = state?.capacity ?? from as number;
    this.#level = state?.level ?? 0;
    this.#hashes = new Float64Array(slotsFor(state?.hashes.length ?? 0));
    if (this.#counting) {
      this.#counts = new Uint32Array(this.#hashes.length);
      this.#firsts = new Uint32Array(this.#hashes.length);
    }
    if (state) this.#fill(state.hashes, state.counts, state.firsts);
  }

  get isExact(): boolean {
    return this.#level === 0;
  }

  /** @param row where the value stands; remembered for its first time */
  add(hash: number, row = 0): void {
    if (!this.#isSampled(hash)) return;
    this.#put(hash, 1, row);
  }

  merge(other: DistinctSketch): void {
    while (this.#level < other.#level) this.#halve();
    other.#each((hash, count, first) => {
      // The level rises while values are put: each is judged by the level of its moment.
      if (this.#isSampled(hash)) this.#put(hash, count, first);
    });
  }

  /** How many different values; a whole number. */
  distinct(): number {
    return this.#size * 2 ** this.#level;
  }

  /** How many values came more often than once, counting each repetition: values minus different values. */
  repeated(): number {
    let sum = 0;
    this.#each((_, count) => void (sum += count - 1));
    return sum * 2 ** this.#level;
  }

  /** Relative standard error of {@link distinct}. */
  error(): number {
    return this.isExact ? 0 : Math.sqrt(2 / this.#capacity);
  }

  /** How often a value of the sample has come so far and where first; undefined when it is not in the sample. */
  find(hash: number): { count: number; first: number } | undefined {
    const slot = this.#slotOf(hash);
    return this.#hashes[slot] === hash ? { count: this.#counts[slot] ?? 1, first: this.#firsts[slot] ?? 0 } : undefined;
  }

  /** How many different values both have seen; exact while both are. */
  common(other: DistinctSketch): number {
    const level = Math.max(this.#level, other.#level);
    const mask = (1 << level) - 1;
    let common = 0;
    this.#each((hash) => {
      if ((sampleBits(hash) & mask) === 0 && other.find(hash)) common++;
    });
    return common * 2 ** level;
  }

  state(): DistinctState {
    const kept = this.#counting ? this.#size : 0;
    const hashes = new Float64Array(this.#size), counts = new Uint32Array(kept), firsts = new Uint32Array(kept);
    let at = 0;
    this.#each((hash, count, first) => {
      hashes[at] = hash;
      counts[at] = count;
      firsts[at++] = first;
    });
    const hasFirsts = firsts.some((first) => first > 0);
    return {
      capacity: this.#capacity,
      level: this.#level,
      hashes,
      counts,
      firsts: hasFirsts ? firsts : new Uint32Array(),
    };
  }

  /** Gives its memory back; it must not be used any more. */
  release(): void {
    [this.#hashes, this.#counts, this.#firsts].forEach(release);
  }

  /** Whether the sample holds this value if it has come. */
  #isSampled(hash: number): boolean {
    return this.#level === 0 || (sampleBits(hash) & ((1 << this.#level) - 1)) === 0;
  }

  #each(visit: (hash: number, count: number, first: number) => void): void {
    for (let slot = 0; slot < this.#hashes.length; slot++) {
      const hash = this.#hashes[slot]!;
      if (hash !== 0) visit(hash, this.#counts[slot] ?? 1, this.#firsts[slot] ?? 0);
    }
  }

  #slotOf(hash: number): number {
    const mask = this.#hashes.length - 1;
    let slot = (hash >>> 0) & mask;
    while (this.#hashes[slot] !== 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  #put(hash: number, count: number, first: number): void {
    const slot = this.#slotOf(hash);
    if (this.#hashes[slot] === hash) {
      if (!this.#counting) return;
      this.#counts[slot]! += count;
      if (first < this.#firsts[slot]!) this.#firsts[slot] = first;
      return;
    }
    this.#set(slot, hash, count, first);
    while (this.#size > this.#capacity) this.#halve();
    if (this.#size > this.#hashes.length * FULLEST) this.#rebuild(this.#hashes.length * 2);
  }

  #set(slot: number, hash: number, count: number, first: number): void {
    this.#hashes[slot] = hash;
    if (this.#counting) {
      this.#counts[slot] = count;
      this.#firsts[slot] = first;
    }
    this.#size++;
  }

  #halve(): void {
    this.#level++;
    this.#rebuild(this.#hashes.length);
  }

  #rebuild(slots: number): void {
    const hashes = this.#hashes, counts = this.#counts, firsts = this.#firsts;
    this.#hashes = new Float64Array(slots);
    if (this.#counting) {
      this.#counts = new Uint32Array(slots);
      this.#firsts = new Uint32Array(slots);
    }
    this.#size = 0;
    this.#fill(hashes, counts, firsts);
    [hashes, counts, firsts].forEach(release);
  }

  /** Puts those that the sample holds, each of which is told once, into tables that have room for them. */
  #fill(hashes: Float64Array, counts: Uint32Array, firsts: Uint32Array): void {
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i]!;
      if (hash !== 0 && this.#isSampled(hash)) this.#set(this.#slotOf(hash), hash, counts[i] ?? 1, firsts[i] ?? 0);
    }
  }
}

const slotsFor = (size: number): number => Math.max(64, 2 ** Math.ceil(Math.log2((size + 1) / FULLEST)));
