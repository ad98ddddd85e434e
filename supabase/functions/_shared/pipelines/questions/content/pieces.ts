/**
 * The rows of a question as pieces: what follows a label, a bullet, or nothing, up to the next label or the row's end.
 *
 * @module
 */
import type { Word } from "../../../documents/pdf/words.ts";
import { isAnswerLine, isBlank, isBlankWord } from "../segment/blanks.ts";
import { type Label, readLabels } from "../segment/labels.ts";
import type { Region } from "../segment/outline.ts";
import { withWholeMarks } from "./margin.ts";
import { finish, piecesOf, type Row } from "../segment/rows.ts";

export interface Piece {
  /** The readings of its label; none when it goes on with what is before it. */
  readonly labels: readonly Label[];
  /** Its words, without the label's, and with them. */
  readonly words: readonly Word[];
  readonly all: readonly Word[];
  readonly page: number;
  /** Where it begins, its label included. */
  readonly x0: number;
  readonly row: Row;
  /** Whether it is the first of its row. */
  readonly first: boolean;
  /** What it says something is worth, when it says nothing else: `[3]` at the end of a row. */
  readonly marks?: number;
}

/** Signs to tick; a printed tick or cross is an answer given away. */
const BULLET = /^[©○◯◦□☐❏❑❍⃝⬜▢◻⚪]$/u;
const TICK = /^[√✓✔✗✘☑☒●⬤■◼]$/u;
/** What a circle or a box is read as in a picture. */
const READ_BULLET = /^(\(\)|\[\]|\([O0]\)?|[CQ]\)|O|0\))$/;
const LONE_LABEL = /^([A-H]|\(?[a-zA-Z]\)|[a-zA-Z]\.|\(?[ivx]{1,4}[).])$/;
/** Labels stand behind a gap this wide, in font sizes; in brackets behind less. */
const GAP = 1;
const BRACKET_GAP = 0.45;

export function piecesIn(regions: readonly Region[], labelWords: number): Piece[] {
  const pieces: Piece[] = [];
  let skip = labelWords;
  const rows = regions.flatMap((region) => {
    const middle = Math.min(...region.rows.map((row) => row.x0)) / 2 +
      Math.max(...region.rows.map((row) => row.x1)) / 2;
    return withWholeMarks(region.rows).map((row) => ({ row, page: region.page, middle }));
  });
  const ticks = ticksIn(rows.map(({ row }) => row));
  for (const { row, page, middle } of rows) {
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
      pieces.push(
        ...labelled(words, row, page, index === 0 && words.length === part.words.length, row.x0 > middle, ticks),
      );
    }
  }
  return pieces;
}

interface Ticks {
  has(word: Word): boolean;
}

/** Circles and boxes to tick; what else stands in line with them. In a scan a circle is read as a letter. */
function ticksIn(rows: readonly Row[]): Ticks {
  const heads = rows.flatMap((row) => piecesOf(row, GAP).map((piece) => piece.words[0]!));
  const sure = heads.filter((word) => BULLET.test(word.text));
  const guessed = heads.filter((word) => READ_BULLET.test(word.text));
  const inLine = (word: Word, others: readonly Word[]) =>
    others.some((other) => other !== word && Math.abs((other.x0 + other.x1) / 2 - (word.x0 + word.x1) / 2) < 4);
  return {
    has: (word) =>
      BULLET.test(word.text) || (TICK.test(word.text) && inLine(word, sure)) ||
      ((READ_BULLET.test(word.text) || TICK.test(word.text)) && inLine(word, guessed)),
  };
}

/** A row cut where a label may stand: at wide gaps, and at narrower ones before a bracketed label. */
function split(row: Row): Row[] {
  const pieces = piecesOf(row, GAP);
  return withLoneLabels(pieces, row).flatMap((piece) => {
    const cuts = piece.words.flatMap((word, i) => {
      const before = piece.words[i - 1];
      if (!before || !/^\(?([a-hA-H¢]|i{1,3}|iv|v)\)$/.test(word.text)) return [];
      return word.x0 - before.x1 > BRACKET_GAP * row.size || /^\(/.test(word.text) && /[.?!:;]$/.test(before.text)
        ? [i]
        : [];
    });
    const edges = [0, ...cuts, piece.words.length];
    return edges.slice(1).map((end, i) => finish(piece.words.slice(edges[i], end), row.base, row.size));
  });
}

/** A label may stand far from its text. */
function withLoneLabels(pieces: readonly Row[], row: Row): Row[] {
  const joined: Row[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const isLone = before && before.words.length === 1 && LONE_LABEL.test(before.words[0]!.text) &&
      piece.x0 - before.x1 < 5 * row.size && !LONE_LABEL.test(piece.words[0]!.text);
    if (isLone) joined[joined.length - 1] = finish([...before.words, ...piece.words], row.base, row.size);
    else joined.push(piece);
  }
  return joined;
}

/** A piece, or several where one label follows another at once: `(a) (i) Find …`. */
function labelled(
  words: readonly Word[],
  row: Row,
  page: number,
  first: boolean,
  isFarRight: boolean,
  ticks: Ticks,
): Piece[] {
  const head = words[0]!;
  const place = { page, x0: head.x0, row, first };
  if (ticks.has(head)) {
    const bullet: Label = { kind: "upper", style: "bullet", value: 0, text: "", count: 1, rest: "" };
    return [{ ...place, labels: [bullet], words: words.slice(1), all: words }];
  }
  // Room for the answer may stand in front of the label: `____ 3. The moon is a planet.`
  if (words.length > 2 && isBlankWord(head.text) && readLabels(words.slice(1)).length > 0) {
    return labelled(words.slice(1), row, page, first, isFarRight, ticks);
  }
  const labels = readLabels(words);
  const [label] = labels;
  const isAlone = label?.rest === "" && words.length === label.count && words.at(-1) === row.words.at(-1);
  if (label?.kind === "decimal" && /^[([]/.test(label.style) && isAlone && (!first || isFarRight)) {
    return [{ ...place, labels: [], words, all: words, marks: label.value }];
  }
  if (!label) return [{ ...place, labels: [], words, all: words }];
  let rest = words.slice(label.count);
  if (label.rest !== "") rest = [{ ...words[label.count - 1]!, text: label.rest }, ...rest];
  const next = rest.length > 0 ? readLabels(rest) : [];
  const follows = next.some((each) => each.value === 1 && each.style !== "#");
  return follows
    ? [
      { ...place, labels, words: [], all: words.slice(0, label.count) },
      ...labelled(rest, row, page, first, isFarRight, ticks),
    ]
    : [{ ...place, labels, words: rest, all: words }];
}
