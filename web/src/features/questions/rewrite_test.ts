import assert from "node:assert/strict";
import { applied, inverseOf } from "./change.ts";
import { inOrder } from "./question.ts";
import { cutsOf, merge, moved, renumber, split, splitBoxes } from "./rewrite.ts";
import { aQuestion, asMap } from "./testing.ts";

const first = aQuestion({ number: "1", position: 10, text: "Add 2 and 3.\nThen halve the sum.", marks: 2 });
const second = aQuestion({
  number: "2",
  position: 20,
  text: "Name a prime.",
  parts: [{ label: "a", text: "odd", marks: 1 }],
});
const third = aQuestion({ number: "3", position: 30, text: "Draw a circle." });
const all = asMap(first, second, third);

Deno.test("a question can be cut before each line of its text and before each sub-part", () => {
  assert.deepEqual(cutsOf(first), [{ at: "text", index: 13 }]);
  assert.deepEqual(cutsOf(second), [{ at: "part", index: 0 }]);
  assert.deepEqual(cutsOf({ text: "", parts: [{ label: "a", text: "" }, { label: "b", text: "" }] }), [{
    at: "part",
    index: 1,
  }]);
});

Deno.test("a split leaves the beginning where it was and puts the rest right behind it", () => {
  const change = split(first, cutsOf(first)[0]!, "new", second);
  const after = inOrder(applied(all, change).values());
  assert.deepEqual(after.map(({ text }) => text), [
    "Add 2 and 3.",
    "Then halve the sum.",
    "Name a prime.",
    "Draw a circle.",
  ]);
  const [upper, lower] = [after[0]!.boxes[0]!, after[1]!.boxes[0]!];
  assert.ok(upper.y0 === lower.y1 && upper.y0 > lower.y0, "the lower box is not below the upper one");
});

Deno.test("a last sub-part that is split off becomes a question with that text and these marks", () => {
  const [, created] = inOrder(
    applied(asMap(second), split(second, { at: "part", index: 0 }, "new", undefined)).values(),
  );
  assert.deepEqual([created?.text, created?.marks, created?.parts], ["odd", 1, []]);
});

Deno.test("a merger joins texts, parts, boxes and marks", () => {
  const after = inOrder(applied(all, merge([first, second])).values());
  assert.equal(after.length, 2);
  assert.equal(after[0]!.text, "Add 2 and 3.\nThen halve the sum.\nName a prime.");
  assert.equal(after[0]!.marks, 3);
  assert.equal(after[0]!.boxes.length, 2);
});

Deno.test("renumbering counts in order, and where it is asked for anew in each section", () => {
  const numbers = (change: ReturnType<typeof renumber>) =>
    inOrder(applied(inSections, change).values()).map(({ number }) => number);
  const inSections = asMap({ ...first, section: "A" }, { ...second, section: "B" }, { ...third, section: "B" });
  assert.deepEqual(numbers(renumber(inOrder(inSections.values()), 5, false)), ["5", "6", "7"]);
  assert.deepEqual(numbers(renumber(inOrder(inSections.values()), 1, true)), ["1", "1", "2"]);
});

Deno.test("a question moves up and down, and not beyond the ends", () => {
  const order = (change: ReturnType<typeof moved>) =>
    inOrder(applied(all, change!).values()).map(({ number }) => number);
  assert.deepEqual(order(moved([first, second, third], first.id, 1)), ["2", "1", "3"]);
  assert.deepEqual(order(moved([first, second, third], third.id, -1)), ["1", "3", "2"]);
  assert.deepEqual(order(moved([first, second, third], second.id, -1)), ["2", "1", "3"]);
  assert.equal(moved([first, second, third], first.id, -1), undefined);
});

Deno.test("each of them can be taken back", () => {
  for (
    const change of [
      split(first, cutsOf(first)[0]!, "new", second),
      merge([first, second, third]),
      renumber([first, second, third], 7, false),
      moved([first, second, third], first.id, 1)!,
    ]
  ) {
    const back = applied(applied(all, change), inverseOf(change, all));
    assert.deepEqual(
      inOrder(back.values()).map(({ crop_path: _, ...question }) => question),
      inOrder(all.values()).map(({ crop_path: _, ...question }) => question),
      change.label,
    );
  }
});

Deno.test("boxes over several pages are cut where their heights together say", () => {
  const box = { page: 1, x0: 0, y0: 0, x1: 100, y1: 100 };
  const [upper, lower] = splitBoxes([box, { ...box, page: 2 }], 0.75);
  assert.deepEqual(upper, [box, { ...box, page: 2, y0: 50 }]);
  assert.deepEqual(lower, [{ ...box, page: 2, y1: 50 }]);
});
