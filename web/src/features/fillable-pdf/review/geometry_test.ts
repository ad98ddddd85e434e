import assert from "node:assert/strict";
import { aligned, type Alignment } from "./align.ts";
import { drawn, isBefore, movedTogether, pdfRect, type Rectangle, resized, shownAt } from "./geometry.ts";

const PAGE = { width: 600, height: 800 };
const at = (x: number, y: number, width = 50, height = 20): Rectangle => ({ x, y, width, height });

Deno.test("a rectangle comes back from the page as it was put there, however the page is turned and cut", () => {
  const transforms = [
    [1, 0, 0, -1, 0, 842],
    [0, 1, 1, 0, -20, -30],
    [-1, 0, 0, 1, 595, 0],
    [0, -1, -1, 0, 842, 595],
  ];
  for (const transform of transforms) {
    const viewport = { ...PAGE, transform };
    assert.deepEqual(pdfRect(shownAt([10.25, 20, 110, 40.5], viewport), viewport), [10.25, 20, 110, 40.5]);
  }
});

Deno.test("fields move together and none leaves the page", () => {
  const moved = movedTogether([at(10, 10), at(100, 30)], -25, 5, PAGE);
  assert.deepEqual(moved, [at(0, 15), at(90, 35)]);
  assert.deepEqual(movedTogether([at(540, 10)], 100, 0, PAGE), [at(550, 10)]);
});

Deno.test("a handle moves its own edges, which stop at the page's edge and before the opposite one", () => {
  assert.deepEqual(resized(at(10, 10), "se", 5, 6, PAGE), at(10, 10, 55, 26));
  assert.deepEqual(resized(at(10, 10), "nw", -99, 3, PAGE), at(0, 13, 60, 17));
  assert.deepEqual(resized(at(10, 10), "e", -99, 0, PAGE), at(10, 10, 4, 20));
});

Deno.test("what is drawn in any direction is a rectangle within the page", () => {
  assert.deepEqual(drawn({ x: 590, y: 50 }, { x: 700, y: 20 }, PAGE), at(590, 20, 10, 30));
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
