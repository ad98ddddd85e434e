import assert from "node:assert/strict";
import { aligned, type Alignment } from "./align.ts";
import type { Rectangle } from "../../../ui/pdf/rectangle.ts";
import { isBefore, movedTogether } from "./geometry.ts";

const PAGE = { width: 600, height: 800 };
const at = (x: number, y: number, width = 50, height = 20): Rectangle => ({ x, y, width, height });

Deno.test("fields move together and none leaves the page", () => {
  const moved = movedTogether([at(10, 10), at(100, 30)], { x: -25, y: 5 }, PAGE);
  assert.deepEqual(moved, [at(0, 15), at(90, 35)]);
  assert.deepEqual(movedTogether([at(540, 10)], { x: 100, y: 0 }, PAGE), [at(550, 10)]);
});

Deno.test("fields are brought in line by edges, middles, sides and gaps", () => {
  const three = [at(10, 10), at(30, 100, 70, 30), at(400, 300, 10, 10)];
  const by = (how: Alignment, key: keyof Rectangle) => aligned(three, how).map((each) => each[key]);
  assert.deepEqual(by("left", "x"), [10, 10, 10]);
  assert.deepEqual(by("right", "x"), [360, 340, 400]);
  assert.deepEqual(by("center", "x"), [185, 175, 205]);
  assert.deepEqual(by("top", "y"), [10, 10, 10]);
  assert.deepEqual(by("bottom", "y"), [290, 280, 300]);
  assert.deepEqual(by("middle", "y"), [150, 145, 155]);
  assert.deepEqual(by("width", "width"), [50, 50, 50]);
  assert.deepEqual(by("height", "height"), [20, 20, 20]);
  assert.deepEqual(by("across", "x"), [10, 195, 400]);
  assert.deepEqual(by("down", "y"), [10, 150, 300]);
});

Deno.test("lines are read from left to right, pages from top to bottom", () => {
  assert.ok(isBefore(at(10, 12), at(100, 10)));
  assert.ok(!isBefore(at(10, 40), at(100, 10)));
});
