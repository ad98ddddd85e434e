/**
 * Marks that are set in a narrow column at the right are broken over two lines: `(3` above `marks)`. Put together they
 * stand at the end of the first.
 *
 * @module
 */
import { finish, piecesOf, type Row } from "../segment/rows.ts";

const GAP = 1;
const FIRST = /^[([]\d{1,2}$/;
const SECOND = /^(marks?|points?|pts?\.?|puntos?|punkte|pontos?|punti)[)\]]$/iu;

export function withWholeMarks(rows: readonly Row[]): Row[] {
  const whole = [...rows];
  for (let i = 0; i + 1 < whole.length; i++) {
    const row = whole[i]!, below = whole[i + 1]!;
    const first = piecesOf(row, GAP).at(-1)!, second = piecesOf(below, GAP).at(-1)!;
    const isBroken = FIRST.test(first.words.map((word) => word.text).join("")) &&
      SECOND.test(second.words.map((word) => word.text).join("")) && Math.abs(first.x1 - second.x1) < 4 * row.size;
    if (!isBroken) continue;
    const end = second.words.map((word, k) => ({
      ...word,
      base: row.base,
      x0: first.x1 + 0.3 * row.size + k,
      x1: first.x1 + 0.4 * row.size + k,
    }));
    whole[i] = finish([...row.words, ...end], row.base, row.size);
    const rest = below.words.filter((word) => !second.words.includes(word));
    if (rest.length > 0) whole[i + 1] = finish(rest, below.base, below.size);
    else whole.splice(i + 1, 1);
  }
  return whole;
}
