import assert from "node:assert/strict";
import { adjustedByKey, between, movedBy, resizedBy } from "./adjust.ts";

const PAGE = { width: 600, height: 800 };
const BOX = { x: 100, y: 200, width: 50, height: 20 };
const key = (key: string, parts = {}) => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...parts });

Deno.test("a box is moved as far as its page goes", () => {
  assert.deepEqual(movedBy(BOX, { x: 10, y: -5 }, PAGE), { ...BOX, x: 110, y: 195 });
  assert.deepEqual(movedBy(BOX, { x: 1000, y: -1000 }, PAGE), { ...BOX, x: 550, y: 0 });
});

Deno.test("a handle takes its own sides along and stops before the opposite one", () => {
  assert.deepEqual(resizedBy(BOX, "nw", { x: -10, y: -10 }, PAGE), { x: 90, y: 190, width: 60, height: 30 });
  assert.deepEqual(resizedBy(BOX, "e", { x: 5, y: 99 }, PAGE), { ...BOX, width: 55 });
  assert.deepEqual(resizedBy(BOX, "w", { x: 500, y: 0 }, PAGE), { x: 146, y: 200, width: 4, height: 20 });
  assert.deepEqual(resizedBy(BOX, "s", { x: 0, y: 5000 }, PAGE), { ...BOX, height: 600 });
});

Deno.test("a box is drawn from any corner, and no further than the page goes", () => {
  assert.deepEqual(between({ x: 50, y: 60 }, { x: -20, y: 20 }, PAGE), { x: 0, y: 20, width: 50, height: 40 });
});

Deno.test("arrows move, Shift resizes, Ctrl goes further, other keys do nothing", () => {
  assert.deepEqual(adjustedByKey(BOX, key("ArrowLeft"), PAGE), { ...BOX, x: 99 });
  assert.deepEqual(adjustedByKey(BOX, key("ArrowDown", { ctrlKey: true }), PAGE), { ...BOX, y: 212 });
  assert.deepEqual(adjustedByKey(BOX, key("ArrowRight", { shiftKey: true }), PAGE), { ...BOX, width: 51 });
  assert.equal(adjustedByKey(BOX, key("x"), PAGE), undefined);
});
