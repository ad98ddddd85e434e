/**
 * Pieces become a tree: a label that counts on stays in its list, a first one opens a list below, down to three levels.
 *
 * @module
 */
import type { Word } from "../../../documents/pdf/words.ts";
import { lineOf } from "./formulas.ts";
import type { TextLine } from "./lines.ts";
import type { Piece } from "./pieces.ts";
import type { Label } from "../segment/labels.ts";

export interface Node {
  readonly label: Label | undefined;
  /** Whether all of its list stands in rows of several. */
  readonly inline: boolean;
  readonly lines: TextLine[];
  readonly children: Node[];
  /** Printed by themselves, at the end of a row. */
  marks: number | null;
}

interface List {
  readonly kind: Label["kind"];
  readonly style: string;
  readonly parent: Node;
  readonly x0: number;
  last: number;
}

const MAX_DEPTH = 3;

/** @param top the style of the question's own label: what looks the same is no part of it */
export function treeOf(pieces: readonly Piece[], top: Label): Node {
  const root: Node = { label: undefined, inline: false, lines: [], children: [], marks: null };
  const lists: List[] = [];
  let current = root;
  for (const [index, piece] of pieces.entries()) {
    if (piece.marks !== undefined) {
      current.marks ??= piece.marks;
      continue;
    }
    const goesOn = nextIn(lists, piece);
    const opens = goesOn ? undefined : opening(pieces, index, lists, top);
    if (goesOn || opens) {
      const label = (goesOn ?? opens)!.label;
      if (goesOn) lists.splice(goesOn.depth + 1);
      else lists.push({ kind: label.kind, style: label.style, parent: current, x0: piece.x0, last: 0 });
      const list = lists.at(-1)!;
      list.last = label.style === "bullet" ? list.last + 1 : label.value;
      current = { label, inline: !piece.first, lines: [], children: [], marks: null };
      list.parent.children.push(current);
      if (piece.words.length > 0) current.lines.push(lineFrom(piece.words, piece));
    } else {
      const leaves = leaving(lists, piece, current);
      if (leaves !== undefined) {
        current = lists[leaves]!.parent;
        lists.splice(leaves);
      }
      current.lines.push(lineFrom(piece.all, piece));
    }
  }
  return root;
}

/** The open list that the piece's label goes on with, and the reading that does. */
function nextIn(lists: readonly List[], { labels }: Piece): { depth: number; label: Label } | undefined {
  for (let depth = lists.length - 1; depth >= 0; depth--) {
    const list = lists[depth]!;
    const label = labels.find((each) =>
      each.style === list.style &&
      (each.style === "bullet" || (each.kind === list.kind && each.value === list.last + 1))
    );
    if (label) return { depth, label };
  }
  return undefined;
}

/** The reading with which the piece opens a list: a first one, with a second to come or with brackets around it. */
function opening(
  pieces: readonly Piece[],
  index: number,
  lists: readonly List[],
  top: Label,
): { label: Label } | undefined {
  if (lists.length >= MAX_DEPTH) return undefined;
  const piece = pieces[index]!;
  const label = piece.labels.find((each) =>
    (each.value === 1 || each.style === "bullet" || isFirstOfPath(each, top)) &&
    (each.style !== "#" || isBareList(pieces, index)) &&
    !(each.style === top.style && each.kind === top.kind && each.style !== "#.#") &&
    !lists.some((list) => list.style === each.style && list.kind === each.kind)
  );
  if (!label) return undefined;
  const second = pieces.slice(index + 1).some((other) =>
    other.labels.some((each) =>
      each.style === label.style &&
      (label.style === "bullet" || (each.kind === label.kind && each.value === label.value + 1))
    )
  );
  const isSure = /^[([]#/.test(label.style) && (label.kind === "lower" || label.kind === "roman");
  return second || isSure ? { label } : undefined;
}

/** `A  14   B  15   C  16`: capitals with nothing around them, at least three that count on. */
function isBareList(pieces: readonly Piece[], index: number): boolean {
  const wanted = [1, 2, 3];
  for (const { labels } of pieces.slice(index)) {
    if (labels.some((each) => each.kind === "upper" && each.style === "#" && each.value === wanted[0])) wanted.shift();
  }
  return wanted.length === 0;
}

const isFirstOfPath = (label: Label, top: Label): boolean =>
  label.style === "#.#" && label.value === 1 && label.text.startsWith(`${top.text}.`);

/** Text that stands left of a list's labels, below it, is no longer of its last item. */
function leaving(lists: readonly List[], piece: Piece, current: Node): number | undefined {
  if (!piece.first || current.label === undefined) return undefined;
  const depth = lists.findIndex((list) => piece.x0 < list.x0 - 6 && list.last > 1);
  const last = current.lines.at(-1);
  // A wrapped line of a part that stands beside others goes on wherever it begins.
  return depth >= 0 && !current.inline && last !== undefined && piece.row.base < last.base - 0.5 * last.size
    ? depth
    : undefined;
}

function lineFrom(words: readonly Word[], { page, row }: Piece): TextLine {
  const x0 = Math.min(...words.map((word) => word.x0)), x1 = Math.max(...words.map((word) => word.x1));
  return { text: lineOf(words), page, x0, x1, base: row.base, size: row.size, bold: row.bold };
}
