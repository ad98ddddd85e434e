/**
 * The rows of a question as pieces: what follows a label, a bullet, or nothing, up to the next label or the row's end.
 *
 * @module
 */
import type { Word } from "../../../documents/pdf/words.ts";
import { isAnswerLine, isBlank } from "../segment/blanks.ts";
import { type Label, readLabels } from "../segment/labels.ts";
import type { Region } from "../segment/outline.ts";
import { finish, piecesOf, type Row } from "../segment/rows.ts";

export interface Piece {
  /** The readings of its label; none when it goes on with what is before it. */
  readonly labels: readonly Label[];
  /** Its words, without the label's. */
  readonly words: readonly Word[];
  readonly page: number;
  /** Where it begins, its label included. */
  readonly x0: number;
  readonly row: Row;
  /** Whether it is the first of its row. */
  readonly first: boolean;
}

/** Signs to tick; a printed tick or cross is an answer given away. */
const BULLET = /^[©○◯◦□☐❏❑❍⃝⬜▢◻⚪]$/u;
const TICK = /^[√✓✔✗✘☑☒●⬤■◼]$/u;
/** Labels stand behind a gap this wide, in font sizes; in brackets behind less. */
const GAP = 1;
const BRACKET_GAP = 0.45;

export function piecesIn(regions: readonly Region[], labelWords: number): Piece[] {
  const pieces: Piece[] = [];
  let skip = labelWords;
  const rows = regions.flatMap((region) => region.rows.map((row) => ({ row, page: region.page })));
  const tickX = new Set(
    rows.filter(({ row }) => BULLET.test(row.words[0]?.text ?? "")).map(({ row }) => Math.round(row.words[0]!.x0 / 4)),
  );
  for (const { row, page } of rows) {
    if (isBlank(row) || isAnswerLine(row)) {
      // An answer line under a label is where that part is answered: the label is kept.
      const label = readLabels(row.words)[0];
      if (!label || isBlank(row)) continue;
    }
    for (const [index, part] of split(row).entries()) {
      let words = [...part.words];
      if (skip > 0 && index === 0) {
        words = words.slice(skip);
        skip = 0;
        if (words.length === 0) continue;
      }
      pieces.push(...labelled(words, row, page, index === 0 && words.length === part.words.length, tickX));
    }
  }
  return pieces;
}

/** A row cut where a label may stand: at wide gaps, and at narrower ones before a bracketed label. */
function split(row: Row): Row[] {
  return piecesOf(row, GAP).flatMap((piece) => {
    const cuts = piece.words.flatMap((word, i) => {
      const before = piece.words[i - 1];
      const gap = before ? word.x0 - before.x1 : 0;
      return before && gap > BRACKET_GAP * row.size && /^\(?([a-hA-H]|i{1,3}|iv|v)\)$/.test(word.text) ? [i] : [];
    });
    const edges = [0, ...cuts, piece.words.length];
    return edges.slice(1).map((end, i) => finish(piece.words.slice(edges[i], end), row.base, row.size));
  });
}

/** A piece, or several where one label follows another at once: `(a) (i) Find …`. */
function labelled(words: readonly Word[], row: Row, page: number, first: boolean, tickX: ReadonlySet<number>): Piece[] {
  const head = words[0]!;
  const place = { page, x0: head.x0, row, first };
  const isTick = BULLET.test(head.text) || (TICK.test(head.text) && tickX.has(Math.round(head.x0 / 4)));
  if (isTick) {
    const bullet: Label = { kind: "upper", style: "bullet", value: 0, text: "", count: 1, rest: "" };
    return [{ ...place, labels: [bullet], words: words.slice(1) }];
  }
  const labels = readLabels(words);
  const [label] = labels;
  if (!label) return [{ ...place, labels: [], words }];
  let rest = words.slice(label.count);
  if (label.rest !== "") rest = [{ ...words[label.count - 1]!, text: label.rest }, ...rest];
  const next = rest.length > 0 ? readLabels(rest) : [];
  const follows = next.some((each) => each.value === 1 && each.style !== "#");
  return follows
    ? [{ ...place, labels, words: [] }, ...labelled(rest, row, page, first, tickX)]
    : [{ ...place, labels, words: rest }];
}
