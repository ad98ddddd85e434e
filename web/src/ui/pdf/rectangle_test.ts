import assert from "node:assert/strict";
import { boxOf, rectangleOf } from "./rectangle.ts";

const UPRIGHT = [1, 0, 0, -1, 0, 792];
const TURNED = [0, 1, 1, 0, 0, 0];
const CROPPED = [1, 0, 0, -1, -50, 700];

Deno.test("a box counts from the bottom left, what is shown from the top left", () => {
  assert.deepEqual(rectangleOf([40, 692, 140, 742], UPRIGHT), { x: 40, y: 50, width: 100, height: 50 });
});

Deno.test("a box turns with its page", () => {
  assert.deepEqual(rectangleOf([10, 20, 110, 50], TURNED), { x: 20, y: 10, width: 30, height: 100 });
});

Deno.test("a page that is cut out of a larger one begins where it is cut", () => {
  assert.deepEqual(rectangleOf([50, 600, 60, 700], CROPPED), { x: 0, y: 0, width: 10, height: 100 });
});

Deno.test("a margin goes around on all sides", () => {
  assert.deepEqual(rectangleOf([40, 692, 140, 742], UPRIGHT, 2), { x: 38, y: 48, width: 104, height: 54 });
});

Deno.test("what is read off the page as it is shown leads back to the box", () => {
  for (const transform of [UPRIGHT, TURNED, CROPPED]) {
    assert.deepEqual(boxOf(rectangleOf([40.25, 600, 140, 650.5], transform), transform), [40.25, 600, 140, 650.5]);
  }
});
