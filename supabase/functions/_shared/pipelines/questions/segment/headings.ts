/**
 * Rows that belong to no single question: headings of sections, and instructions for the questions that follow.
 *
 * @module
 */
import { piecesOf, type Row } from "./rows.ts";

export interface Layout {
  /** The font size of most of the text. */
  readonly body: number;
  /** Whether second lines of questions stand under the text of the first and not under its number. */
  readonly hanging: boolean;
  /** Where the text of the document begins at the left. */
  readonly margin: number;
}

const SECTION =
  /^(section|part|teil|abschnitt|parte|partie|secci[oó]n|se[cç][aã]o|sezione|unit|chapter|exercises?|problems?|questions?)\s+([a-z]|\d+|[ivx]+)\b[^?]{0,80}$|^(multiple[- ]choice|short[- ]answers?|free[- ]response|true\s*(\/|or)\s*false|fill[- ]in|matching|essay|full solutions?|extended response|word problems?|bonus|extra credit)\b[^?]{0,80}$/iu;
const INSTRUCTION =
  /^(directions?|instructions?|note|hinweis|instrucciones|anweisung(en)?|consignes?)\b|^(for |in |use |read |refer |study |look |answer |questions? |items? |please |the following |base your |complete |solve |choose |circle |mark |write |match |show |simplify |evaluate |find |determine |calculate |fill )[^?]*\b(questions?|following|each|below|items?|problems?|exercises?|statements?|sentences?|equations?|expressions?|nos?\.|\d+\s*(–|-|to|and|through)\s*\d+)\b/iu;
const RANGE =
  /\b(questions?|items?|exercises?|problems?|fragen|preguntas)\s+(\d{1,3})\s*(?:–|—|-|to|through|and|bis|a|y|und)\s*(\d{1,3})\b/iu;
/** Who says so speaks of several questions, not of the one that stands above. */
const COLLECTIVE =
  /^(?!.*\babove\b).*\b(following|below|each of the|(questions?|problems?|items?|exercises?|nos?\.)\s*\d+)\b/iu;
const CAPTION =
  /^(fig(ure)?\.?|table|tab\.|diagram|graph|map|photo(graph)?|source|abb(ildung)?\.?|tabelle|figura|tabla|tableau|quelle)\s*([a-z]|\d+([.\-]\d+)*)?\b/iu;
const ANSWERS =
  /^(answer key|answers?( to .*)?|solutions?|mark(ing)? scheme|l[öo]sung(en)?|soluciones|respuestas|corrig[ée]s?|solutions?)\s*:?$/iu;

export const textOfRow = (row: Row): string => row.words.map((word) => word.text).join(" ");

export function isHeading(row: Row, layout: Layout): boolean {
  const text = textOfRow(row);
  if (text.length > 110 || !/\p{L}{3}/u.test(text) || CAPTION.test(text)) return false;
  // What tells what to do in a whole sentence is no heading, but for all that follow.
  if (RANGE.test(text) || (/\.$/.test(text) && INSTRUCTION.test(text))) return false;
  if (SECTION.test(text) && (row.bold || row.size > 1.08 * layout.body || row.x0 <= layout.margin + 4)) return true;
  // Cells of a table stand apart.
  if (piecesOf(row, 2.5).length > 1) return false;
  const bold = row.bold && row.words.every((word) => word.bold);
  const loud = row.size > 1.15 * layout.body || bold;
  return loud && row.words.length <= 14 && !/[?,;]$/.test(text) &&
    (!/\.$/.test(text) || (bold && row.x0 <= layout.margin + 4));
}

/** `Name: ______  Date: ______` */
export const isFillIn = (row: Row): boolean =>
  /^(name|date|class|period|score|student|teacher|nombre|fecha|curso|grupo|nom|pr[ée]nom|klasse|datum|punkte|grade)\b\s*[:._]/iu
    .test(textOfRow(row));
export const isSection = (row: Row): boolean => SECTION.test(textOfRow(row));
export const isInstruction = (row: Row): boolean => INSTRUCTION.test(textOfRow(row));
export const isAnswerKey = (row: Row): boolean => ANSWERS.test(textOfRow(row).trim());

/** The numbers that an instruction says it is for. */
export function rangeOf(text: string): [number, number] | undefined {
  const found = RANGE.exec(text);
  return found ? [Number(found[2]), Number(found[3])] : undefined;
}

/** Left and right edge of a question's label, and where its text begins. */
export interface Place {
  readonly x0: number;
  readonly x1: number;
  readonly textX: number;
}

/**
 * Where in a question's rows something else begins, which is for the questions behind it; `rows.length` when nothing does.
 *
 * @param from the first row that may be something else
 */
export function endOf(rows: readonly Row[], from: number, { x0, x1, textX }: Place, layout: Layout): number {
  if (from < 0) return rows.length;
  for (let i = Math.max(1, from); i < rows.length; i++) {
    const row = rows[i]!, above = rows[i - 1]!;
    const gap = above.y0 - row.y1;
    const outdented = row.x0 <= Math.max(x0, layout.margin) + 3 && row.x0 < textX - 4 && row.x0 < x1;
    // A second bold line right below the first goes on with it.
    const goesOn = above.bold && gap < 0.6 * layout.body;
    if (isHeading(row, layout) && !goesOn && (outdented || (gap > 0.4 * layout.body && isCentred(row, rows, layout)))) {
      return i;
    }
    if (outdented && layout.hanging && textX - x0 > 6 && row.words.length >= 3 && /\p{L}{3}/u.test(textOfRow(row))) {
      return i;
    }
    if (outdented && gap > 0.9 * layout.body && isInstruction(row) && COLLECTIVE.test(textOfRow(row))) return i;
  }
  return rows.length;
}

/** Whether a row has as much room on its left as on its right, among rows that are wider. */
function isCentred(row: Row, rows: readonly Row[], { margin }: Layout): boolean {
  const right = Math.max(...rows.map((each) => each.x1));
  const [left, rest] = [row.x0 - margin, right - row.x1];
  return left > 40 && Math.abs(left - rest) < 0.35 * Math.max(left, rest);
}
