import assert from "node:assert/strict";
import { aQuestion } from "../testing.ts";
import { placeFor } from "./new_question.ts";

const LEFT = { page: 1, x0: 50, x1: 280 }, RIGHT = { page: 1, x0: 310, x1: 550 };
const questions = [
  aQuestion({ position: 10, boxes: [{ ...LEFT, y0: 600, y1: 700 }] }),
  aQuestion({ position: 20, boxes: [{ ...LEFT, y0: 200, y1: 300 }] }),
  aQuestion({ position: 30, boxes: [{ ...RIGHT, y0: 600, y1: 700 }] }),
  aQuestion({ position: 40, boxes: [{ ...LEFT, page: 2, y0: 600, y1: 700 }] }),
];

Deno.test("a new question goes to where its box stands: by page, by column, from the top down", () => {
  assert.equal(placeFor(questions, { ...LEFT, y0: 710, y1: 760 }), 10 - 1024);
  assert.equal(placeFor(questions, { ...LEFT, y0: 400, y1: 500 }), 15);
  assert.equal(placeFor(questions, { ...RIGHT, y0: 710, y1: 760 }), 25);
  assert.equal(placeFor(questions, { ...RIGHT, y0: 100, y1: 200 }), 35);
  assert.equal(placeFor(questions, { ...LEFT, page: 2, y0: 100, y1: 200 }), 40 + 1024);
  assert.equal(placeFor([], { ...LEFT, y0: 100, y1: 200 }), 1024);
});
