import assert from "node:assert/strict";
import { figure, latencies, quantile, table } from "./statistics.ts";

Deno.test("a quantile lies between its neighbours, whatever the order of the values", () => {
  assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
  assert.equal(quantile([5], 0.99), 5);
  assert.equal(quantile([1, 2, 3], 1), 3);
  assert.equal(quantile([1, 2, 3], 0), 1);
});

Deno.test("nothing measured is shown as a dash, never as a number", () => {
  assert.ok(Number.isNaN(quantile([], 0.5)));
  assert.equal(figure(quantile([], 0.5)), "–");
});

Deno.test("a figure has three significant digits", () => {
  assert.deepEqual([0.123, 1.234, 12.34, 123.4, 12345.6].map(figure), ["0.12", "1.23", "12.3", "123", "12,346"]);
});

Deno.test("a table is Markdown with figures set to the right", () => {
  assert.equal(table(["what", "n"], [["a", "1"]]), "| what |   n |\n| ---- | --: |\n| a    |   1 |");
});

Deno.test("latencies give percentiles for each series", () => {
  assert.ok(latencies({ "in all": [1, 2, 3] }).endsWith("| in all | 2.00 | 2.90 | 2.98 | 3.00 |   3 |"));
});
