import assert from "node:assert/strict";
import { generatedResults } from "./generated.ts";
import { f1Of } from "./table_scores.ts";

/** The least that a layout's two documents may have of their relations right, on average; and all of them together. */
const LEAST = 0.9, LEAST_MEAN = 0.985;

Deno.test("tables in made-up documents of every layout are found and read, and none is invented", async () => {
  const families = await generatedResults({ only: "", each: 2, first: 1, out: undefined, show: false });
  const means = families.map(({ family, results }) => ({
    family,
    mean: results.reduce((sum, result) => sum + f1Of(result), 0) / results.length,
  }));
  assert.deepEqual(means.filter(({ mean }) => mean < LEAST), []);
  const all = means.reduce((sum, { mean }) => sum + mean, 0) / means.length;
  assert.ok(all >= LEAST_MEAN, `The mean F1 of all layouts is ${all.toFixed(3)}, it should be at least ${LEAST_MEAN}.`);
  const results = families.flatMap((family) => family.results);
  assert.equal(results.reduce((sum, result) => sum + result.invented, 0), 0);
  assert.equal(results.reduce((sum, result) => sum + result.missed, 0), 0);
});
