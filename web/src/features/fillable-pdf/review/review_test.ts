import assert from "node:assert/strict";
import { beginReview, type Review, type ReviewAction, reviewed } from "./review.ts";
import type { PdfBox } from "../../../ui/pdf/rectangle.ts";
import type { ReviewedField } from "./reviewed_field.ts";

const found: ReviewedField[] = ["a", "b"].map((name) => ({
  id: name,
  page: 1,
  type: "text",
  rect: [0, 0, 10, 10],
  name,
  tooltip: "",
  confidence: 0.6,
}));

const after = (...actions: ReviewAction[]): Review => actions.reduce(reviewed, beginReview(found));
const fieldsOf = (review: Review) => review.history.present;
const move = (x: number, mark?: string): ReviewAction => {
  const rects = new Map<string, PdfBox>([["a", [x, 0, x + 10, 10]]]);
  return mark === undefined ? { do: "place", rects } : { do: "place", rects, mark };
};

Deno.test("one drag is undone at once, however many moves it was; another drag by itself", () => {
  const dragged = [move(1, "drag 1"), move(2, "drag 1"), move(3, "drag 1"), move(9, "drag 2")];
  assert.equal(fieldsOf(after(...dragged))[0]?.rect[0], 9);
  assert.equal(fieldsOf(after(...dragged, { do: "undo" }))[0]?.rect[0], 3);
  assert.equal(fieldsOf(after(...dragged, { do: "undo" }, { do: "undo" }))[0]?.rect[0], 0);
  const again = after(...dragged, { do: "undo" }, { do: "undo" }, { do: "redo" }, { do: "redo" }, { do: "redo" });
  assert.equal(fieldsOf(again)[0]?.rect[0], 9);
});

Deno.test("a change after undoing leaves nothing to do again", () => {
  const review = after(move(1), { do: "undo" }, move(5), { do: "redo" });
  assert.equal(fieldsOf(review)[0]?.rect[0], 5);
});

Deno.test("a new field is chosen, has a free name, and can be undone", () => {
  const add: ReviewAction = { do: "add", page: 1, rect: [5, 5, 50, 20], type: "text", at: 1 };
  const review = after(add, add);
  assert.deepEqual(fieldsOf(review).map(({ name }) => name), ["a", "page_1_text_2", "page_1_text", "b"]);
  assert.deepEqual(review.chosen, ["new-2"]);
  assert.deepEqual(reviewed(review, { do: "undo" }).chosen, []);
});

Deno.test("what is chosen is removed, and comes back", () => {
  const removed = after({ do: "choose", ids: ["a"] }, { do: "toggle", id: "b" }, { do: "remove" });
  assert.deepEqual(fieldsOf(removed), []);
  assert.deepEqual(fieldsOf(reviewed(removed, { do: "undo" })), found);
});

Deno.test("choosing is no change: there is nothing to undo", () => {
  assert.equal(after({ do: "choose", ids: ["a"] }).history.past.length, 0);
});

Deno.test("letters typed into a name are undone together", () => {
  const typed = after({ do: "rename", id: "a", name: "x" }, { do: "rename", id: "a", name: "xy" });
  assert.equal(fieldsOf(reviewed(typed, { do: "undo" }))[0]?.name, "a");
});

Deno.test("a review that is taken up again gives new fields ids of their own", () => {
  const before = after({ do: "add", page: 1, rect: [5, 5, 50, 20], type: "text" });
  const review = after({ do: "replace", fields: fieldsOf(before) }, { do: "duplicate", rects: new Map() }, {
    do: "add",
    page: 1,
    rect: [5, 5, 50, 20],
    type: "text",
  });
  const ids = fieldsOf(review).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});
