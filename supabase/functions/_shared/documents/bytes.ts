/**
 * What file formats share in handling bytes.
 *
 * @module
 */

/** The pieces as one, in a buffer of its own. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/**
 * Bytes put one behind the other in a buffer that grows. What it has outgrown is given back at once: pieces would lie about
 * until the next collection, and joining them takes as much again.
 */
export class GrowingBytes {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(room = 64 * 1024) {
    this.#bytes = new Uint8Array(room);
  }

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    this.#makeRoom(piece.length);
    this.#bytes.set(piece, this.#length);
    this.#length += piece.length;
  }

  /** As UTF-8. */
  appendText(text: string): void {
    this.#makeRoom(3 * text.length);
    this.#length += ENCODER.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  /** All of them. Nothing may be appended afterwards. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #makeRoom(amount: number): void {
    const wanted = this.#length + amount;
    if (wanted <= this.#bytes.length) return;
    this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(Math.max(wanted, 2 * this.#bytes.length)));
  }
}

const ENCODER = new TextEncoder();

/**
 * Gives the memory of bytes that nobody will read any more back at once. Else they count until the next collection, which
 * buffers hardly hasten: an isolate that reads and writes a few megabytes a step comes to hold a hundred of garbage.
 *
 * @param bytes the only ones in their buffer that are still of use to anybody
 */
export function release(bytes: ArrayBufferView): void {
  if (bytes.byteLength > 0 && bytes.buffer instanceof ArrayBuffer) bytes.buffer.transfer(0);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** As ZIP and PNG have it. Not every runtime's zlib has it. */
export function crc32(content: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of content) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The engine's own search, a vector at a time: that of `Buffer`, which is a `Uint8Array` too, is six times as slow here. */
export function indexOfByte(data: Uint8Array, byte: number, from = 0): number {
  return Uint8Array.prototype.indexOf.call(data, byte, from);
}

/** Where `word` stands in `data`, from `from` on; -1 when it does not. */
export function indexOfBytes(data: Uint8Array, word: Uint8Array, from = 0): number {
  const reach = word.length - 1, last = word[reach]!;
  for (let at = indexOfByte(data, last, from + reach); at !== -1; at = indexOfByte(data, last, at + 1)) {
    let same = reach;
    while (same > 0 && data[at - reach + same - 1] === word[same - 1]) same--;
    if (same === 0) return at - reach;
  }
  return -1;
}

export const bytesOfText = (text: string): Uint8Array<ArrayBuffer> => ENCODER.encode(text);
