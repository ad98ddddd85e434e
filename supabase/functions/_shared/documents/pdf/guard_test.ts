import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { checkStreams } from "./guard.ts";

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function fileWith(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = deflateSync(content);
  return new Uint8Array([
    ...latin(`%PDF-1.4\n4 0 obj<</Length ${packed.length}/Filter/FlateDecode>>\nstream\n`),
    ...packed,
    ...latin("\nendstream\nendobj\n"),
  ]);
}

Deno.test("a stream of thousands of nested parts is refused, whatever stands between them", () => {
  for (const space of [" ", "\n", "\t", "\r\n"]) {
    assert.throws(() => checkStreams(fileWith(latin(`q${space}`.repeat(20_000))), "a.pdf"), { type: "too_complex" });
  }
});

Deno.test("a font's tables, in which the same numbers stand again and again, are no nested parts", () => {
  const table = new Uint8Array(40_000);
  for (let i = 1; i < table.length; i += 2) table[i] = "q".charCodeAt(0);
  assert.equal(checkStreams(fileWith(table), "a.pdf").at, fileWith(table).length);
});
