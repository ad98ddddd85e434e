/**
 * Inflating (RFC 1951) that can be stopped anywhere and gone on with elsewhere: its state is 32 KB and a few numbers.
 *
 * The platform's `DecompressionStream` is quicker, but what it has read cannot be kept: a sheet that is read over many
 * invocations would have to be inflated from its beginning in each, at a cost that grows with the square of its size.
 *
 * @module
 */
import { release } from "../bytes.ts";
import { decodeTable, FIXED_DISTANCES, FIXED_LENGTHS, type HuffmanTable } from "./huffman.ts";

export type InflateState = {
  /** Bytes of input read, those whose bits wait in `bits` included. */
  input: number;
  /** Bytes given out. */
  output: number;
  bits: number;
  bitCount: number;
  window: Uint8Array;
  block: "none" | "stored" | "codes" | "end";
  isLast: boolean;
  storedLeft: number;
  lengths: Uint8Array;
  distances: Uint8Array;
};

export const INFLATE_START: InflateState = {
  input: 0,
  output: 0,
  bits: 0,
  bitCount: 0,
  window: new Uint8Array(),
  block: "none",
  isLast: false,
  storedLeft: 0,
  lengths: new Uint8Array(),
  distances: new Uint8Array(),
};

export class CorruptDeflate extends Error {
  override readonly name = "CorruptDeflate";
}

const WINDOW = 32_768;
const LONGEST_MATCH = 258;
/** A block's header may need as much input. */
const HEADER_BYTES = 600;
const SYMBOL_BYTES = 8;

// deno-fmt-ignore
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
// deno-fmt-ignore
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
// deno-fmt-ignore
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
// deno-fmt-ignore
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
// deno-fmt-ignore
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * Inflates until `most` bytes have come out or the input does not suffice.
 *
 * @param input what follows the `state.input` bytes read before
 * @param isWhole true when nothing follows `input`
 * @throws {CorruptDeflate}
 */
export function inflate(
  state: InflateState,
  input: Uint8Array,
  isWhole: boolean,
  most: number,
): { state: InflateState; output: Uint8Array<ArrayBuffer> } {
  const run = new Inflating(state, input, isWhole, most);
  run.run();
  return run.result();
}

class Inflating {
  #at = 0;
  #bits: number;
  #bitCount: number;
  #out: number;
  readonly #buffer: Uint8Array<ArrayBuffer>;
  readonly #start: number;
  #block: InflateState["block"];
  #isLast: boolean;
  #storedLeft: number;
  #lengths: Uint8Array;
  #distances: Uint8Array;

  constructor(
    private readonly before: InflateState,
    private readonly input: Uint8Array,
    private readonly isWhole: boolean,
    private readonly most: number,
  ) {
    this.#bits = before.bits;
    this.#bitCount = before.bitCount;
    this.#block = before.block;
    this.#isLast = before.isLast;
    this.#storedLeft = before.storedLeft;
    this.#lengths = before.lengths;
    this.#distances = before.distances;
    this.#start = this.#out = before.window.length;
    this.#buffer = new Uint8Array(this.#start + most + LONGEST_MATCH);
    this.#buffer.set(before.window);
  }

  run(): void {
    while (this.#block !== "end" && this.#out - this.#start < this.most) {
      if (this.#block === "none") {
        if (!this.#has(HEADER_BYTES)) return;
        this.#readHeader();
      } else if (this.#block === "stored") {
        if (!this.#copyStored()) return;
      } else if (!this.#readCodes()) {
        return;
      }
    }
  }

  result(): { state: InflateState; output: Uint8Array<ArrayBuffer> } {
    const { before } = this;
    const result = {
      output: this.#buffer.slice(this.#start, this.#out),
      state: {
        input: before.input + this.#at,
        output: before.output + this.#out - this.#start,
        bits: this.#bits,
        bitCount: this.#bitCount,
        window: this.#buffer.slice(Math.max(0, this.#out - WINDOW), this.#out),
        block: this.#block,
        isLast: this.#isLast,
        storedLeft: this.#storedLeft,
        lengths: this.#lengths,
        distances: this.#distances,
      },
    };
    release(this.#buffer);
    return result;
  }

  #has(bytes: number): boolean {
    return this.isWhole || this.input.length - this.#at >= bytes;
  }

  #take(count: number): number {
    while (this.#bitCount < count) {
      if (this.#at >= this.input.length) throw new CorruptDeflate("The compressed data end too early.");
      this.#bits |= this.input[this.#at++]! << this.#bitCount;
      this.#bitCount += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return value;
  }

  #readHeader(): void {
    this.#isLast = this.#take(1) === 1;
    const kind = this.#take(2);
    if (kind === 0) {
      this.#take(this.#bitCount % 8);
      this.#storedLeft = this.#take(16);
      if ((this.#storedLeft ^ 0xffff) !== this.#take(16)) throw new CorruptDeflate("A stored block is damaged.");
      this.#block = "stored";
    } else if (kind === 1) {
      this.#lengths = FIXED_LENGTHS;
      this.#distances = FIXED_DISTANCES;
      this.#block = "codes";
    } else if (kind === 2) {
      this.#readCodeLengths();
      this.#block = "codes";
    } else {
      throw new CorruptDeflate("There is no such block.");
    }
  }

  #readCodeLengths(): void {
    const literals = this.#take(5) + 257, distances = this.#take(5) + 1, codes = this.#take(4) + 4;
    const order = new Uint8Array(19);
    for (let i = 0; i < codes; i++) order[CODE_ORDER[i]!] = this.#take(3);
    const table = tableOf(order);
    const all = new Uint8Array(literals + distances);
    for (let i = 0; i < all.length;) {
      const symbol = this.#symbol(table);
      if (symbol < 16) {
        all[i++] = symbol;
        continue;
      }
      const value = symbol === 16 ? all[i - 1] : 0;
      const times = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (value === undefined || i + times > all.length) throw new CorruptDeflate("A code's lengths are damaged.");
      all.fill(value, i, i += times);
    }
    this.#lengths = all.slice(0, literals);
    this.#distances = all.slice(literals);
  }

  #symbol({ symbols, width }: HuffmanTable): number {
    while (this.#bitCount < width && this.#at < this.input.length) {
      this.#bits |= this.input[this.#at++]! << this.#bitCount;
      this.#bitCount += 8;
    }
    const entry = symbols[this.#bits & ((1 << width) - 1)]!;
    const length = entry & 15;
    if (length === 0 || length > this.#bitCount) throw new CorruptDeflate("The compressed data are damaged.");
    this.#bits >>>= length;
    this.#bitCount -= length;
    return entry >>> 4;
  }

  /** @returns false when the input does not suffice */
  #copyStored(): boolean {
    const buffered = Math.floor(this.#bitCount / 8);
    for (let i = 0; i < buffered && this.#storedLeft > 0; i++, this.#storedLeft--) {
      this.#buffer[this.#out++] = this.#take(8);
    }
    const room = this.most + LONGEST_MATCH - (this.#out - this.#start);
    const amount = Math.min(this.#storedLeft, this.input.length - this.#at, room);
    this.#buffer.set(this.input.subarray(this.#at, this.#at + amount), this.#out);
    this.#out += amount;
    this.#at += amount;
    this.#storedLeft -= amount;
    if (this.#storedLeft === 0) this.#block = this.#isLast ? "end" : "none";
    else if (this.isWhole && this.#at >= this.input.length) {
      throw new CorruptDeflate("The compressed data end too early.");
    }
    return this.#storedLeft === 0 || amount > 0;
  }

  #readCodes(): boolean {
    const lengths = tableOf(this.#lengths), distances = tableOf(this.#distances);
    const buffer = this.#buffer;
    const end = this.#start + this.most;
    while (this.#out < end) {
      if (!this.#has(SYMBOL_BYTES)) return false;
      const symbol = this.#symbol(lengths);
      if (symbol < 256) {
        buffer[this.#out++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.#block = this.#isLast ? "end" : "none";
        return true;
      }
      const length = LENGTH_BASE[symbol - 257];
      if (length === undefined) throw new CorruptDeflate("The compressed data are damaged.");
      const whole = length + this.#take(LENGTH_BITS[symbol - 257]!);
      const code = this.#symbol(distances);
      const base = DISTANCE_BASE[code];
      if (base === undefined) throw new CorruptDeflate("The compressed data are damaged.");
      const distance = base + this.#take(DISTANCE_BITS[code]!);
      const from = this.#out - distance;
      if (from < 0) throw new CorruptDeflate("The compressed data reach back too far.");
      if (distance >= whole) buffer.copyWithin(this.#out, from, from + whole);
      else for (let i = 0; i < whole; i++) buffer[this.#out + i] = buffer[from + i]!;
      this.#out += whole;
    }
    return true;
  }
}

const TABLES = new WeakMap<Uint8Array, HuffmanTable>();

function tableOf(lengths: Uint8Array): HuffmanTable {
  let table = TABLES.get(lengths);
  if (!table) TABLES.set(lengths, table = decodeTable(lengths));
  return table;
}
