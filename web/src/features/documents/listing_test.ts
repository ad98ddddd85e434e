import assert from "node:assert/strict";
import { EVERYTHING, listed, typesIn } from "./listing.ts";
import type { State } from "./review.ts";
import { documentOf, fieldOf } from "./testing.ts";

const entry = (file: string, type: string | null, state: State = "fine", confidence = 0.9) => ({
  document: documentOf({
    file,
    type,
    confidence,
    ...(type === null && { error: { type: "empty_file", detail: `Cannot read ${file}: the file is empty.` } }),
  }),
  state,
  type,
});

const ENTRIES = [
  entry("Scan 10.pdf", "invoice"),
  entry("scan 9.pdf", "letter", "check", 0.4),
  entry("gone.txt", null, "failed"),
  entry("b.pdf", "invoice", "confirmed"),
];

Deno.test("documents are listed by state, type and words, together", () => {
  assert.deepEqual(listed(ENTRIES, EVERYTHING), [0, 1, 2, 3]);
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, type: "invoice" }), [0, 3]);
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, text: " SCAN " }), [0, 1]);
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, text: "is empty" }), [2]);
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, state: "check", text: "scan" }), [1]);
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, state: "check", type: "invoice" }), []);
});

Deno.test("they are ordered by name with its numbers, by type, or the least sure first", () => {
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, order: "name" }), [3, 2, 1, 0]);
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, order: "type" }), [0, 3, 1, 2]);
  assert.deepEqual(listed(ENTRIES, { ...EVERYTHING, order: "doubt" }), [2, 1, 0, 3]);
  const doubtful = { ...ENTRIES[0]!, document: documentOf({ confidence: 1, fields: { total: fieldOf(1, 0.1) } }) };
  assert.deepEqual(listed([ENTRIES[1]!, doubtful], { ...EVERYTHING, order: "doubt" }), [1, 0]);
});

Deno.test("types are counted, most frequent first", () => {
  assert.deepEqual(typesIn(ENTRIES), [{ type: "invoice", count: 2 }, { type: "letter", count: 1 }]);
});
