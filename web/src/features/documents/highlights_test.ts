import assert from "node:assert/strict";
import { piecesOf } from "./highlights.ts";
import type { Placed } from "./places.ts";

const placed = (id: string, start: number, end: number): Placed => ({
  id,
  label: id,
  tone: "plain",
  place: { page: 1, bbox: null, span: [start, end] },
});
const shown = (...args: Parameters<typeof piecesOf>) =>
  piecesOf(...args).map(({ text, placed }) => placed ? `[${placed.id}:${text}]` : text).join("");

Deno.test("a text is cut where something was found, and nothing of it is lost", () => {
  assert.equal(shown("Total 12.50 due", [placed("a", 6, 11)], undefined), "Total [a:12.50] due");
  assert.equal(shown("ab", [placed("y", 1, 2), placed("x", 0, 1)], undefined), "[x:a][y:b]");
  assert.equal(shown("nothing", [], undefined), "nothing");
});

Deno.test("of two that overlap the selected one is shown; what lies outside of the text is not", () => {
  const both = [placed("a", 0, 5), placed("b", 3, 8)];
  assert.equal(shown("0123456789", both, undefined), "[a:01234]56789");
  assert.equal(shown("0123456789", both, "b"), "012[b:34567]89");
  assert.equal(shown("0123", [placed("c", 2, 9), placed("d", -1, 2)], undefined), "0123");
});
