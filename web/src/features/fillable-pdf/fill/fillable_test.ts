import assert from "node:assert/strict";
import type { PlacedField } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { columnsOf, complaintAbout, fillablesOf, guessMapping, mappedRows, templateOf } from "./fillable.ts";

function field(name: string, more: Partial<PlacedField> = {}): PlacedField {
  return { type: "text", rect: [0, 0, 9, 9], name, tooltip: "", confidence: 0.6, ...more };
}

const FIELDS = [
  field("first_name", { tooltip: "First name" }),
  field("sex", { type: "radio", export: "female", tooltip: "Sex: Female" }),
  field("sex", { type: "radio", export: "male" }),
  field("postal_code", { comb: 5 }),
  field("page_1_text", { tooltip: "Place of birth" }),
];
const fillables = fillablesOf([{ page: 1, width: 595, height: 842, turns: 0, fields: FIELDS }]);

Deno.test("a group of radio buttons takes one column, each other field one of its own", () => {
  assert.deepEqual(fillables.map(({ name }) => name), ["first_name", "sex", "postal_code", "page_1_text"]);
  assert.deepEqual(fillables[1]?.choices, ["female", "male"]);
  assert.equal(fillables[1]?.label, "Sex");
});

Deno.test("columns find their fields by name, however it is written, and by label; none goes into two", () => {
  const mapping = guessMapping(fillables, ["Place of birth", "First Name", "first_name", "age"]);
  assert.deepEqual([...mapping], [["first_name", "first_name"], ["page_1_text", "Place of birth"]]);
  assert.deepEqual([...guessMapping(fillables, ["???", ""])], []);
});

Deno.test("rows get the fields' names, and what goes nowhere is left out", () => {
  const rows = [{ a: "Ada", b: "x" }, { a: "", b: "y" }];
  assert.deepEqual(mappedRows(rows, new Map([["first_name", "a"]])), [{ first_name: "Ada" }, {}]);
  assert.deepEqual(mappedRows([{ a: "Ada", old: "1" }], new Map([["first_name", "a"]]), true), [
    { first_name: "Ada", old: "1" },
  ]);
  assert.deepEqual(columnsOf([{ a: "1" }, { b: "2", a: "3" }]), ["a", "b"]);
});

Deno.test("what a field cannot take is told before a job is made", () => {
  const [name, sex, code] = fillables;
  assert.match(complaintAbout(sex!, "s", [{ s: "Female" }, { s: "cat" }])!, /"cat" is no choice: female, male/);
  assert.match(complaintAbout(code!, "c", [{ c: "123456" }])!, /longer than 5 characters/);
  assert.equal(complaintAbout(name!, "n", [{ n: "Ada" }, {}]), undefined);
  assert.equal(complaintAbout(sex!, "s", [{ s: "Female" }]), undefined);
});

Deno.test("a template names the columns", () => {
  assert.equal(templateOf(fillables), "first_name,sex,postal_code,page_1_text\r\n");
});

Deno.test("a field's name that looks like a formula is only text in a template, and its column is known again", () => {
  const field = { ...fillables[0]!, name: '=HYPERLINK("https://example.com")' };
  const [, header] = /^"(.*)"\r\n$/.exec(templateOf([field])) ?? [];
  const column = header!.replaceAll('""', '"');
  assert.equal(column, `'${field.name}`);
  assert.equal(guessMapping([field], [column]).get(field.name), column);
});
