import assert from "node:assert/strict";
import { correctedCsv, readCorrections } from "./corrections.ts";
import { parseTables } from "../../ui/grid/csv_tables.ts";

const TWO = 'Horse,Odds\r\n"Moon, Paper",5/2\r\n\r\nCourse\r\nYork\r\n';

Deno.test("a CSV that nobody has corrected comes out as it went in", () => {
  assert.equal(correctedCsv(TWO, [], ","), TWO);
  assert.equal(correctedCsv("", [], ","), "");
});

Deno.test("corrections stand in the cells of their tables, the last one of a cell", () => {
  const corrections = [
    { table: 0, row: 1, column: 1, text: "3/1" },
    { table: 0, row: 1, column: 1, text: '3"1' },
    { table: 1, row: 1, column: 0, text: "Ayr, new" },
  ];
  assert.equal(
    correctedCsv(TWO, corrections, ","),
    'Horse,Odds\r\n"Moon, Paper","3""1"\r\n\r\nCourse\r\n"Ayr, new"\r\n',
  );
});

Deno.test("a correction that a spreadsheet would take for a formula gets an apostrophe, and only one", () => {
  const once = correctedCsv(TWO, [{ table: 0, row: 1, column: 1, text: "=1+1" }], ",");
  assert.match(once, /,"'=1\+1"\r\n/);
  assert.deepEqual(parseTables(correctedCsv(once, [], ","), true), parseTables(once, true));
});

Deno.test("a store that holds something else holds no corrections", () => {
  const good = { table: 0, row: 1, column: 2, text: "x" };
  assert.deepEqual(readCorrections(JSON.stringify([good, null, 7, { ...good, row: -1 }, { ...good, text: 1 }])), [
    good,
  ]);
  for (const json of [null, "", "{", "{}", "7"]) assert.deepEqual(readCorrections(json), []);
});
