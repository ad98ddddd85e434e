import assert from "node:assert/strict";
import { layOut } from "./columns.ts";
import { parseTables } from "./csv_tables.ts";

const TWO = 'Horse,Odds\r\n"Moon, Paper",5/2\r\nMill Race,"7\r\nto 2"\r\n\r\nCourse\r\nYork\r\n';

Deno.test("an empty line parts tables; commas and line ends in quotes do not", () => {
  assert.deepEqual(parseTables(TWO, true), [
    { rows: [["Horse", "Odds"], ["Moon, Paper", "5/2"], ["Mill Race", "7\r\nto 2"]], columns: 2 },
    { rows: [["Course"], ["York"]], columns: 1 },
  ]);
});

Deno.test("the last row of a beginning is left out, for it may be half a row", () => {
  assert.deepEqual(parseTables("a,b\r\n1,2\r\n3,", false)[0]?.rows, [["a", "b"], ["1", "2"]]);
  assert.deepEqual(parseTables('a,b\r\n1,2\r\n3,"open', false)[0]?.rows, [["a", "b"], ["1", "2"]]);
});

Deno.test("the delimiter is the one that was asked for, whatever else the cells hold", () => {
  assert.deepEqual(parseTables("a;b\r\n1,5;2,5\r\n", true, ";")[0]?.rows, [["a", "b"], ["1,5", "2,5"]]);
});

Deno.test("an empty file has no tables", () => {
  assert.deepEqual(parseTables("", true), []);
});

Deno.test("a column is set to the right when most of it are numbers", () => {
  const table = { rows: [["Horse", "Prize", "Odds"], ["Mill Race", "£1,200", "5/2"], ["Moon", "", "7/1"]], columns: 3 };
  assert.deepEqual(layOut(table, 1), [
    { width: 9, isNumeric: false },
    { width: 6, isNumeric: true },
    { width: 4, isNumeric: false },
  ]);
});
