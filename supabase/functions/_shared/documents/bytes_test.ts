import assert from "node:assert/strict";
import { bytesOfText, GrowingBytes, indexOfBytes, joined, release } from "./bytes.ts";

Deno.test("bytes that grow are all there, whatever they are made of", () => {
  const growing = new GrowingBytes(1);
  const pieces = Array.from({ length: 50 }, (_, i) => new Uint8Array(i * 7).fill(i));
  for (const piece of pieces) {
    growing.append(piece);
    growing.appendText("naïve 😀");
  }
  const text = new TextEncoder().encode("naïve 😀");
  assert.deepEqual(growing.bytes(), joined(pieces.flatMap((piece) => [piece, text])));
  assert.equal(growing.length, growing.bytes().length);
});

Deno.test("what is released takes no memory; what is empty, or released already, stays as it is", () => {
  const bytes = new Uint8Array(1000), empty = new Uint8Array();
  release(bytes);
  release(bytes);
  release(empty);
  assert.equal(bytes.buffer.byteLength, 0);
  assert.equal(empty.length, 0);
});

Deno.test("a word is found wherever it stands, also behind the beginning of itself, and not where only a part of it is", () => {
  const data = bytesOfText("endstreendstream, endstream"), word = bytesOfText("endstream");
  assert.equal(indexOfBytes(data, word), 7);
  assert.equal(indexOfBytes(data, word, 7), 7);
  assert.equal(indexOfBytes(data, word, 8), 18);
  assert.equal(indexOfBytes(data, word, 19), -1);
  assert.equal(indexOfBytes(data.subarray(0, 12), word), -1);
  assert.equal(indexOfBytes(new Uint8Array(), word), -1);
});
