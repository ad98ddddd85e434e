/**
 * What a question says: its words, parts, options and marks, out of the rows that were found for it.
 *
 * @module
 */
import { takeMarks } from "./marks.ts";
import { paragraphs } from "./lines.ts";
import { piecesIn } from "./pieces.ts";
import { type Node, treeOf } from "./tree.ts";
import { isChoice } from "./choice.ts";
import type { Outline } from "../segment/outline.ts";

export interface Option {
  label: string;
  text: string;
}

export interface Part {
  label: string;
  text: string;
  marks: number | null;
  options: Option[];
  parts: Part[];
}

export interface Content {
  readonly number: string;
  readonly text: string;
  readonly marks: number | null;
  readonly options: Option[];
  readonly parts: Part[];
}

export function contentOf({ start, regions }: Outline): Content {
  // Formulas may rise above the line with the label: what stands there belongs behind it.
  const [first, ...others] = regions;
  const index = first!.rows.findIndex((row) =>
    row.words.some((word) => word.x0 === start.x0 && word.base === start.base)
  );
  const rows = index < 0
    ? first!.rows
    : [first!.rows[index]!, ...first!.rows.slice(0, index), ...first!.rows.slice(index + 1)];
  const { label } = start;
  const pieces = piecesIn([{ ...first!, rows }, ...others], index < 0 ? 0 : label.count);
  if (label.rest !== "" && index >= 0) {
    const row = rows[0]!;
    const word = { ...row.words[label.count - 1]!, text: label.rest };
    pieces.unshift({ labels: [], words: [word], all: [word], page: start.page, x0: word.x0, row, first: true });
  }
  const root = treeOf(pieces, label);
  const { text, marks, total, options, parts } = partOf(root);
  return { number: label.text, text: text.replace(/^[–—:-]\s+/u, ""), marks: marks ?? total, options, parts };
}

function partOf(node: Node): Part & { total: number | null } {
  const own = takeMarks(paragraphs(node.lines));
  const children = node.children.map(partOf);
  const label = node.label?.text ?? "";
  // What the question is worth in all stands below its last part.
  const total = own.total ?? children.at(-1)?.total ?? null;
  const said = { label, text: own.text, marks: node.marks ?? own.marks, total };
  const parts = children.map(({ total: _, ...part }) => part);
  if (parts.length > 0 && isChoice(own.text, node.children, parts)) {
    return { ...said, options: parts.map(({ label, text }) => ({ label, text })), parts: [] };
  }
  return { ...said, options: [], parts };
}
