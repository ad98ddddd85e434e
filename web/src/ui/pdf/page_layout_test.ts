import assert from "node:assert/strict";
import { anchorAt, layOut, pageAt, topOf } from "./page_layout.ts";

const SHAPES = new Map([[1, 1.5], [3, 0.5]]);

Deno.test("pages stand one under another, and those not yet known are like the first", () => {
  const layout = layOut(4, 100, SHAPES);
  assert.deepEqual(layout.heights, [150, 150, 50, 150]);
  assert.deepEqual(layout.tops, [0, 160, 320, 380]);
  assert.equal(layout.total, 530);
});

Deno.test("each height of the column is on a page, beyond its ends too", () => {
  const layout = layOut(4, 100, SHAPES);
  assert.deepEqual([-5, 0, 155, 160, 369, 9999].map((y) => pageAt(layout, y)), [1, 1, 1, 2, 3, 4]);
});

Deno.test("a place on a page stays the same place when the pages grow or turn out to be shorter", () => {
  const before = layOut(4, 100, new Map()), after = layOut(4, 250, SHAPES);
  const anchor = anchorAt(before, before.tops[3]! + before.heights[3]! / 2);
  assert.equal(anchor.page, 4);
  assert.ok(Math.abs(topOf(after, anchor) - (after.tops[3]! + after.heights[3]! / 2)) < 1);
});
