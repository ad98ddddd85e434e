import assert from "node:assert/strict";
import { fieldsOf, mistakesIn } from "./fields.ts";

Deno.test("the options of a kind become fields with their titles, choices and presets", () => {
  const fields = fieldsOf("pdf-to-csv");
  const mode = fields.find((field) => field.name === "mode");
  assert.equal(mode?.type, "choice");
  assert.deepEqual(mode?.choices, ["auto", "ruled", "unruled"]);
  assert.equal(mode?.preset, "auto");
  assert.equal(fields.find((field) => field.name === "stitch")?.type, "switch");
  for (const field of fields) assert.notEqual(field.description, "", `${field.name} is not described`);
});

Deno.test("lists and objects become fields when they say how they are to be filled in", () => {
  const types = Object.fromEntries(fieldsOf("documents").map((field) => [field.name, field]));
  assert.deepEqual(types["types"]?.columns.map(({ name }) => name), ["name", "description"]);
  assert.equal(types["schema"]?.type, "json");
  assert.equal(types["languages"]?.type, "choices");
  assert.ok(types["languages"].choices.includes("eng"));
  const areas = fieldsOf("pdf-to-csv").find((field) => field.name === "areas");
  assert.equal(areas?.type, "json");
  assert.deepEqual(mistakesIn("pdf-to-csv", { areas: areas.example }), {}, "its example is none");
  assert.deepEqual(Object.keys(mistakesIn("pdf-to-csv", { areas: "[" })), ["areas"]);
  assert.deepEqual(mistakesIn("documents", { schema: types["schema"].example }), {}, "its example is none");
});

Deno.test("mistakes are told by field, before anything is sent", () => {
  assert.deepEqual(Object.keys(mistakesIn("pdf-to-csv", { pages: "three" })), ["pages"]);
  assert.deepEqual(mistakesIn("pdf-to-csv", { pages: "1-3, 7" }), {});
});

Deno.test("a password is asked for as one, and what the client asks for elsewhere is not asked for here", () => {
  const fields = fieldsOf("fillable-pdf");
  assert.equal(fields.find((field) => field.name === "password")?.type, "secret");
  for (const name of ["data", "flatten", "fields"]) assert.ok(!fields.some((field) => field.name === name), name);
});
