import assert from "node:assert/strict";
import { moved } from "./moves.ts";

const SIZE = { rows: 30, columns: 4 };
const press = (key: string, ctrlKey = false) => moved({ row: 5, column: 2 }, { key, ctrlKey, metaKey: false }, SIZE);

Deno.test("arrows move the cursor by one cell, with Ctrl to the edge", () => {
  assert.deepEqual(press("ArrowUp"), { row: 4, column: 2 });
  assert.deepEqual(press("ArrowRight"), { row: 5, column: 3 });
  assert.deepEqual(press("ArrowDown", true), { row: 29, column: 2 });
  assert.deepEqual(press("ArrowLeft", true), { row: 5, column: 0 });
});

Deno.test("the cursor stays in the table", () => {
  assert.deepEqual(press("PageUp"), { row: 0, column: 2 });
  assert.deepEqual(press("End"), { row: 5, column: 3 });
  assert.deepEqual(press("End", true), { row: 29, column: 3 });
});

Deno.test("the first key goes to the first cell, and other keys go nowhere", () => {
  assert.deepEqual(moved(undefined, { key: "ArrowDown", ctrlKey: false, metaKey: false }, SIZE), { row: 0, column: 0 });
  assert.equal(press("x"), undefined);
});
