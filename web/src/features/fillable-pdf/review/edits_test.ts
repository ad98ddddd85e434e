import assert from "node:assert/strict";
import { add, describe, duplicate, freeName, group, remove, rename, retype, ungroup } from "./edits.ts";
import { problemsIn } from "./problems.ts";
import { pagesOf, type ReviewedField, reviewedFields } from "./reviewed_field.ts";

function field(id: string, more: Partial<ReviewedField> = {}): ReviewedField {
  return { id, page: 1, type: "checkbox", rect: [0, 0, 9, 9], name: id, tooltip: "", confidence: 0.5, ...more };
}

const names = (fields: readonly ReviewedField[]) => fields.map(({ name }) => name);

Deno.test("check boxes that exclude each other become radio buttons of one name, each with a value of its own", () => {
  const boxes = [
    field("member_yes", { tooltip: "Member?: Yes" }),
    field("other"),
    field("member_no", { tooltip: "Member?: No" }),
  ];
  const grouped = group(boxes, ["member_yes", "member_no"]);
  assert.deepEqual(grouped.map(({ type, name, export: value }) => [type, name, value]), [
    ["radio", "member", "yes"],
    ["checkbox", "other", undefined],
    ["radio", "member", "no"],
  ]);
  assert.deepEqual(problemsIn(grouped).size, 0);
  const apart = ungroup(grouped, ["member_yes", "member_no"]);
  assert.deepEqual(names(apart), ["member_yes", "other", "member_no"]);
  assert.ok(apart.every(({ type, export: value }) => type === "checkbox" && value === undefined));
});

Deno.test("buttons with the same label stand for different things all the same", () => {
  const grouped = group([field("a", { tooltip: "Yes" }), field("b", { tooltip: "Yes" })], ["a", "b"]);
  assert.deepEqual(grouped.map((each) => each.export), ["yes", "yes_2"]);
});

Deno.test("a radio button's new name is that of its whole group, a check box's its own", () => {
  const fields = [...group([field("a_x"), field("a_y")], ["a_x", "a_y"]), field("a_z")];
  assert.deepEqual(names(rename(fields, "a_x", "sex")), ["sex", "sex", "a_z"]);
  assert.deepEqual(names(rename(fields, "a_z", "z")), ["a", "a", "z"]);
});

Deno.test("another type leaves behind what only the former type has", () => {
  const text = field("phone", { type: "text", comb: 9, format: "phone" });
  const [box] = retype([text], ["phone"], "checkbox");
  assert.deepEqual([box?.type, box?.comb, box?.format], ["checkbox", undefined, undefined]);
  const [button] = retype([text], ["phone"], "radio");
  assert.equal(button?.export, "choice");
});

Deno.test("copies stand behind what they are copies of and have free names", () => {
  const fields = [field("a"), field("b"), field("c")];
  const copied = duplicate(fields, ["a", "b"], ["a2", "b2"], new Map([["a", [5, 5, 14, 14]]]));
  assert.deepEqual(copied.map(({ id }) => id), ["a", "b", "a2", "b2", "c"]);
  assert.deepEqual(names(copied), ["a", "b", "a_2", "b_2", "c"]);
  assert.deepEqual(copied[2]?.rect, [5, 5, 14, 14]);
});

Deno.test("free names count on from a number that is there", () => {
  assert.equal(freeName([field("row_2"), field("row")], "row_2"), "row_3");
  assert.equal(freeName([field("row")], "name"), "name");
});

Deno.test("a new field stands behind the others of its page", () => {
  const fields = [field("a"), field("z", { page: 3 })];
  assert.deepEqual(names(add(fields, field("b"))), ["a", "b", "z"]);
  assert.deepEqual(names(add(fields, field("m", { page: 2 }))), ["a", "m", "z"]);
  assert.deepEqual(names(remove(fields, ["a"])), ["z"]);
});

Deno.test("a property that is taken away is gone", () => {
  const [plain] = describe([field("a", { type: "text", comb: 5 })], "a", { comb: undefined, tooltip: "Label" });
  assert.equal("comb" in plain!, false);
  assert.equal(plain?.tooltip, "Label");
});

Deno.test("names that are taken, missing or cannot be written are told", () => {
  const fields = [field("a"), field("b", { name: "a" }), field("c", { name: " " }), field("d", { name: "x.y" })];
  const problems = problemsIn(fields);
  assert.deepEqual([...problems.keys()], ["a", "b", "c", "d"]);
  const radios = group([field("p"), field("q")], ["p", "q"]);
  assert.match([...problemsIn(describe(radios, "q", { export: radios[0]!.export })).values()][0]!, /too/);
  assert.match(problemsIn(describe(radios, "q", { export: "Off" })).get("q")!, /nothing is chosen/);
});

Deno.test("reviewed fields go back into the shape that they came in", () => {
  const { id: _, page: __, ...plain } = field("a");
  const pages = [
    { page: 1, width: 595, height: 842, turns: 1, fields: [plain] },
    { page: 2, width: 595, height: 842, turns: 0, fields: [] },
  ];
  assert.deepEqual(pagesOf(reviewedFields(pages), pages), pages);
  const added = pagesOf([field("new", { page: 3 })], pages);
  assert.deepEqual(added.map((page) => page.fields.length), [0, 0, 1]);
});
