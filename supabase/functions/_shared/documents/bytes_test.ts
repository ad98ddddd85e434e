import assert from "node:assert/strict";
import { GrowingBytes, joined, release } from "./bytes.ts";

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
