import assert from "node:assert/strict";
import { StorageError } from "./errors.ts";
import { parseRange } from "./ranges.ts";

Deno.test("parseRange() reads a range from the start, from the end, and without an end", () => {
  assert.deepEqual(parseRange("bytes=0-3", 10), { start: 0, end: 3 });
  assert.deepEqual(parseRange("bytes=8-", 10), { start: 8, end: 9 });
  assert.deepEqual(parseRange("bytes=-3", 10), { start: 7, end: 9 });
});

Deno.test("parseRange() cuts a range off at the end of the object", () => {
  assert.deepEqual(parseRange("bytes=5-9007199254740991", 10), { start: 5, end: 9 });
  assert.deepEqual(parseRange("bytes=-100", 10), { start: 0, end: 9 });
});

Deno.test("parseRange() answers 416 to what lies outside or cannot be read", () => {
  const ranges = [
    "bytes=10-",
    "bytes=3-2",
    "bytes=-0",
    "bytes=-",
    "bytes=0-1,3-4",
    "items=0-1",
    "bytes=0-99999999999999999",
  ];
  for (const range of ranges) {
    assert.throws(() => parseRange(range, 10), (error) => (error as StorageError).httpStatus === 416, range);
  }
  assert.throws(() => parseRange("bytes=0-0", 0), StorageError);
});
