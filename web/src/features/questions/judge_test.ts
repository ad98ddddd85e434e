import assert from "node:assert/strict";
import { judge } from "./judge.ts";
import { aQuestion } from "./testing.ts";

const seen = aQuestion({ text: "Add 2 and 3.", marks: 2, tags: { subject: "Maths", topic: "sums" } });

Deno.test("two who change different things of a question both have their way", () => {
  assert.equal(judge({ marks: 3 }, seen, { ...seen, text: "Add 2 and 4.", version: 2 }), "both");
  assert.equal(judge({ status: "approved" }, seen, { ...seen, position: 5, crop_path: "a.png", version: 2 }), "both");
});

Deno.test("two who change the same thing otherwise have to be asked", () => {
  assert.equal(judge({ text: "Add 2, 3." }, seen, { ...seen, text: "Add 2 and 4.", version: 2 }), "ask");
});

Deno.test("an approval is of what was seen, so it asks when that has been changed", () => {
  assert.equal(judge({ status: "approved" }, seen, { ...seen, text: "Add 2 and 4.", version: 2 }), "ask");
});

Deno.test("what has been saved already, in whatever order of keys, is done", () => {
  const tags = { topic: "sums", subject: "Mathematics" };
  assert.equal(judge({ tags: { subject: "Mathematics", topic: "sums" } }, seen, { ...seen, tags, version: 2 }), "done");
});

Deno.test("a picture that was made of boxes which somebody else has moved or pictured meanwhile is given up", () => {
  const boxes = [{ ...seen.boxes[0]!, y0: 500 }];
  assert.equal(judge({ crop_path: "new.png" }, seen, { ...seen, boxes, version: 2 }), "done");
  assert.equal(judge({ crop_path: "new.png" }, seen, { ...seen, crop_path: "other.png", version: 2 }), "done");
});

Deno.test("two who move a question in the order are not asked: the later place holds", () => {
  assert.equal(judge({ position: 5 }, seen, { ...seen, position: 7, version: 2 }), "both");
});
