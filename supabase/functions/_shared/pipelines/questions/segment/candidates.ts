/**
 * Where on a page a question may begin: a label at the beginning of a row or behind a wide gap.
 *
 * @module
 */
import { type Label, readLabels } from "./labels.ts";
import { piecesOf, type Row } from "./rows.ts";

export interface Candidate {
  readonly page: number;
  readonly label: Label;
  /** The label's left and right edge, baseline and font size. */
  readonly x0: number;
  readonly x1: number;
  readonly base: number;
  readonly size: number;
  readonly bold: boolean;
  /** Where the text behind it begins; the label's right edge when there is none in its row. */
  readonly textX: number;
  /** Whether it is the first thing in its row. */
  readonly first: boolean;
  /** Whether the rest of the row reads like a heading: all of it bold or large, without an end of a sentence. */
  readonly heading: boolean;
}

/** A label behind a gap this wide, in font sizes, may begin a question. */
const GAP = 1.3;
const HEADING_GAP = 3;

export function candidatesOf(page: number, rows: readonly Row[], body: number): Candidate[] {
  return rows.flatMap((row) =>
    piecesOf(row, GAP).flatMap((piece, index) =>
      readLabels(piece.words).filter((label) => mayBegin(label, piece, index, row)).map((label) =>
        candidate(page, row, piece, label, index, body)
      )
    )
  );
}

/** Marks stand in brackets with nothing behind them; parts of a row are no list. */
function mayBegin({ kind, style, count, rest }: Label, piece: Row, index: number, row: Row): boolean {
  const isLast = rest === "" && piece.words.length === count && piece.words.at(-1) === row.words.at(-1);
  if (isLast && /^[([]/.test(style)) return false;
  return kind !== "roman" || index === 0;
}

function candidate(page: number, row: Row, piece: Row, label: Label, index: number, body: number): Candidate {
  const first = piece.words[0]!, last = piece.words[label.count - 1]!;
  const next = piece.words[label.count] ?? row.words.find((word) => word.x0 > last.x1);
  // A heading's number may stand further from its words.
  const rest = piecesOf(row, HEADING_GAP).find((wide) => wide.words.includes(last))!.words.filter((word) =>
    word.x0 > last.x1
  );
  const title = rest.map((word) => word.text).join(" ");
  const loud = rest.length > 0 && (row.size > 1.12 * body || (rest.every((word) => word.bold) && last.bold));
  return {
    page,
    label,
    x0: first.x0,
    x1: last.x1,
    base: first.base,
    size: first.size,
    bold: first.bold,
    textX: label.rest !== "" ? last.x1 : next?.x0 ?? last.x1,
    first: index === 0,
    heading: loud && !/\p{L}{2,} #/u.test(label.style) && title.length < 80 && !/[.?:!;]$/.test(title) &&
      /^\p{Lu}/u.test(title) &&
      !/\bpoints?\b|\bmarks?\b|[=+]/iu.test(title),
  };
}
