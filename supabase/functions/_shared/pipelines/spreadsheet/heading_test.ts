import assert from "node:assert/strict";
import { findHeading } from "./heading.ts";

const rows = (text: string): string[][] => text.trim().split("\n").map((line) => line.trim().split(","));
const body = Array.from({ length: 20 }, (_, i) => `North,${i},${i * 2},${i + 1},${i * 3}`).join("\n");

Deno.test("a heading of two rows, the upper one merged over columns, names each column by both", () => {
  const beside = findHeading(rows(`Region,Q1,,Q2,\n,Units,Sales,Units,Sales\n${body}`), "auto");
  assert.deepEqual(beside.names, ["Region", "Q1 Units", "Q1 Sales", "Q2 Units", "Q2 Sales"]);
  assert.deepEqual([beside.skip, beside.titles, beside.columns], [2, 0, 5]);
  const above = findHeading(rows(`Our sales,,,,\n,2023,,2024,\nRegion,Units,Sales,Units,Sales\n${body}`), "auto");
  assert.deepEqual(above.names, ["Region", "2023 Units", "2023 Sales", "2024 Units", "2024 Sales"]);
  assert.deepEqual([above.skip, above.titles], [3, 1]);
});

Deno.test("a column beside the groups is named by its own row", () => {
  const total = findHeading(
    rows(`Region,North,,South,,\n,Q1,Q2,Q1,Q2,Total\n${body.replaceAll("\n", ",9\n")},9`),
    "auto",
  );
  assert.deepEqual(total.names, ["Region", "North Q1", "North Q2", "South Q1", "South Q2", "Total"]);
});

Deno.test("three rows of heading are joined, too", () => {
  const three = findHeading(rows(`Place,Sold,,Returned,\n,Home,,Abroad,\n,Units,Sum,Units,Sum\n${body}`), "auto");
  assert.deepEqual(three.names, [
    "Place",
    "Sold Home Units",
    "Sold Home Sum",
    "Returned Abroad Units",
    "Returned Abroad Sum",
  ]);
});

Deno.test("titles above a heading, and words in the first row of data, are no further row of it", () => {
  for (const title of ["Sales of the year,,,,", "Report:,third quarter,,,", ",,Sales of the year,,"]) {
    const found = findHeading(rows(`${title}\nregion,a,b,c,d\n${body}`), "auto");
    assert.deepEqual(found.names, ["region", "a", "b", "c", "d"], title);
    assert.equal(found.titles, 1);
  }
  const words = findHeading(rows(`name,city,word\nann,,x\nbob,bern,y\ncy,,z`), "auto");
  assert.deepEqual([words.names, words.skip], [["name", "city", "word"], 1]);
});

Deno.test("names that are also words for yes and no are names, unless they stand above their like", () => {
  assert.deepEqual(findHeading(rows("id,x,y,no\na,u,1,v\nb,w,2,k"), "auto").names, ["id", "x", "y", "no"]);
  assert.deepEqual(findHeading(rows("x,y\n1,2\n3,4"), "auto").names, ["x", "y"]);
  assert.equal(findHeading(rows("a,yes\nb,no\nc,yes"), "auto").names, null);
});
