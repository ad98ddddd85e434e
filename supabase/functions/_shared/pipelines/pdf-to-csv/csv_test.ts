import assert from "node:assert/strict";
import fc from "fast-check";
import Papa from "papaparse";
import { csvOf } from "./csv.ts";

Deno.test("a cell that a spreadsheet would take for a formula gets an apostrophe", () => {
  for (
    const cell of [
      "=1+1",
      "@SUM(A1)",
      "+cmd|' /C calc'!A0",
      "-2+3+cmd|' /C calc'!A0",
      "-A1",
      "\t=1",
      "\r=1",
      " =1+1",
      "\u00a0@A1",
    ]
  ) {
    assert.equal(Papa.parse<string[]>(csvOf([[cell]], ",")).data[0]![0], `'${cell}`);
  }
});

Deno.test("plain numbers and dashes stay as they are", () => {
  for (const cell of ["-5", "+3.2", "-1,234.50", "-0.5%", "+14", "-", "--", "-.5", "- 5", "-$3.20", "5-3"]) {
    assert.equal(Papa.parse<string[]>(csvOf([[cell]], ",")).data[0]![0], cell);
  }
});

Deno.test("whatever the cells hold, reading the CSV gives them back", () => {
  const cell = fc.string().filter((text) => !/^\s*[=+\-@\t\r]/.test(text));
  const row = fc.array(cell, { minLength: 2, maxLength: 4 });
  fc.assert(fc.property(fc.array(row, { minLength: 1 }), fc.constantFrom(",", ";", "\t", "|"), (rows, delimiter) => {
    assert.deepEqual(Papa.parse(csvOf(rows, delimiter).slice(0, -2), { delimiter, newline: "\r\n" }).data, rows);
  }));
});
