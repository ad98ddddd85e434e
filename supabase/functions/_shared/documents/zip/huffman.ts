/**
 * Tables to decode canonical Huffman codes (RFC 1951, 3.2.2).
 *
 * @module
 */
export interface HuffmanTable {
  /** By the next `width` bits of the input: symbol × 16 + length of its code; 0 where there is none. */
  readonly symbols: Uint16Array;
  readonly width: number;
}

/** @param lengths the length of each symbol's code in bits; 0: the symbol has none */
export function decodeTable(lengths: Uint8Array): HuffmanTable {
  const width = Math.max(1, lengths.reduce((most, length) => Math.max(most, length), 0));
  const symbols = new Uint16Array(1 << width);
  const next = firstCodes(lengths);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    const code = reversed(next[length]!++, length);
    for (let i = code; i < symbols.length; i += 1 << length) symbols[i] = symbol << 4 | length;
  }
  return { symbols, width };
}

function firstCodes(lengths: Uint8Array): number[] {
  const counts = new Array<number>(16).fill(0);
  for (const length of lengths) if (length > 0) counts[length]!++;
  const next = [0, 0];
  for (let length = 2; length < 16; length++) next[length] = (next[length - 1]! + counts[length - 1]!) << 1;
  return next;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let i = 0; i < length; i++) result |= ((code >>> i) & 1) << (length - 1 - i);
  return result;
}

export const FIXED_LENGTHS = Uint8Array.from({ length: 288 }, (_, i) => i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
export const FIXED_DISTANCES = new Uint8Array(30).fill(5);
