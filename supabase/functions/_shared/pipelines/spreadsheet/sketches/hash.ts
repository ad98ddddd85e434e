/**
 * A 53-bit hash of a text, as large as a number holds exactly (cyrb53, public domain). Two of a million different values
 * share one with probability 0.00006.
 *
 * @returns an integer from 1 to 2^53 - 1; never 0, which marks an empty slot
 */
export function hashOf(text: string, seed = 0): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return joinHalves(a, b);
}

/** Continues a row's hash with the hash of its next cell. */
export function combine(row: number, cell: number): number {
  const a = Math.imul((row >>> 0) ^ (cell >>> 0), 2654435761) ^ Math.floor(cell / 4294967296);
  const b = Math.imul(Math.floor(row / 4294967296) ^ (cell >>> 0), 1597334677) + 1;
  return joinHalves(a, b);
}

/** A hash of a whole number, such as a row's. */
export function hashOfNumber(value: number): number {
  return joinHalves(Math.imul(value ^ 0x9e3779b9, 2654435761), Math.imul(value + 0x41c6ce57, 1597334677));
}

function joinHalves(a: number, b: number): number {
  const low = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  const high = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return (4294967296 * (2097151 & high) + (low >>> 0)) || 1;
}

/** The part of a hash that decides whether a sample at some level holds it; independent of its place in a table. */
export const sampleBits = (hash: number): number => Math.floor(hash / 4294967296);
