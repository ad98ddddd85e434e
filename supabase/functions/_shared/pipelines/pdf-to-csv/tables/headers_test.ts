import assert from "node:assert/strict";
import type { Word } from "../../../documents/pdf/words.ts";
import { headerLines } from "./headers.ts";
import { placeLine } from "./placed.ts";
import { textLinesOf } from "./text_lines.ts";

/** Lines of cells 100 apart, 20 high. */
function linesOf(rows: readonly string[][], boldRows = 0) {
  const words = rows.flatMap((row, r) =>
    row.map((text, c): Word => {
      const x0 = c * 100, base = -r * 20;
      return { text, x0, x1: x0 + 40, y0: base - 2, y1: base + 8, base, size: 10, bold: r < boldRows, upright: true };
    })
  );
  return textLinesOf(words, []).map((line) => placeLine(line, [-Infinity, 70, 170, Infinity]));
}

const ROWS = [["Hill", "06:12", "06:42"], ["Mill", "06:20", "06:50"], ["Quay", "06:31", "07:01"]];
const stripe = { x0: 0, x1: 300, y0: -5, y1: 12, colour: "#eeeeee" };

Deno.test("a heading ends where figures begin", () => {
  assert.equal(headerLines(linesOf([["Stop", "First", "Second"], ...ROWS]), [], []), 1);
  assert.equal(headerLines(linesOf(ROWS), [], []), 0);
});

Deno.test("a first line that alone is bold is a heading, even of numbers; one that alone is shaded is not", () => {
  const numbered = [["Stop", "101", "103"], ...ROWS];
  assert.equal(headerLines(linesOf(numbered, 1), [], []), 1);
  assert.equal(headerLines(linesOf(numbered, numbered.length), [], []), 0);
  assert.equal(headerLines(linesOf(ROWS), [], [stripe]), 0);
});
