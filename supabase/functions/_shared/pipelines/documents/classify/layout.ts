/**
 * How a document looks: figures that tell types apart where words do not.
 *
 * @module
 */
import type { Row } from "../text/rows.ts";
import type { BuiltInName } from "./types.ts";
import type { DocumentView, Found } from "./view.ts";

export interface LayoutCue {
  readonly name: string;
  /** What was seen, for the evidence. */
  readonly says: string;
  /** 0..1, or more where there is more of it. */
  readonly strength: (view: DocumentView, facts: Facts) => number;
  readonly weights: Partial<Record<BuiltInName, number>>;
  /** The rows that show it best. */
  readonly rows?: (facts: Facts) => readonly Row[];
}

export interface Facts {
  readonly wordsPerPage: number;
  readonly rulesPerPage: number;
  /** Width over height of the first page. */
  readonly aspect: number;
  readonly amountRows: readonly Row[];
  readonly transactionRows: readonly Row[];
  readonly longRows: number;
  readonly numberedRows: readonly Row[];
  /** Nothing but numbers and signs of operations, such a sign among them. */
  readonly sumRows: readonly Row[];
  /** Of all that is looked at. */
  readonly words: number;
  readonly bulletRows: number;
  readonly figures: number;
  readonly meanWords: number;
}

const AMOUNT_END =
  /(?:^|[\t ])[-+(]?(?:[$€£]|rm|eur|usd|chf)? ?\d[\d.,' ]*[.,]\d\d\)?-? ?(?:[$€£]|eur|usd|chf|cr|dr|[a-z*]{1,2})?$/;
const DATE_START =
  /^(?:\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{4}-\d\d-\d\d|\d{1,2}\.? ?[a-z]{3,4}\.?(?: \d{2,4})?|[a-z]{3,4}\.? \d{1,2})[\t ]/;
const SUM = /^(?:[\d.,]+|[-+x×*÷:=()_]|\t| )+$/;
const OPERATION = /^[-+x×*÷:=−]$/;
const NUMBERED = /^(?:\(?\d{1,2}[.)]|question \d+|aufgabe \d+|\d{1,2}\t)/;

export function factsOf(view: DocumentView): Facts {
  const { rows, pages } = view;
  const words = rows.reduce((sum, row) => sum + row.words.length, 0);
  const box = pages[0]?.view ?? { x0: 0, y0: 0, x1: 1, y1: 1 };
  const amountRows = rows.filter((row) => AMOUNT_END.test(row.folded));
  return {
    rulesPerPage: pages.reduce((sum, page) => sum + page.rules, 0) / Math.max(1, pages.length),
    wordsPerPage: words / Math.max(1, pages.length),
    aspect: (box.x1 - box.x0) / Math.max(1, box.y1 - box.y0),
    amountRows,
    transactionRows: amountRows.filter((row) => DATE_START.test(row.folded)),
    longRows: rows.filter((row) => row.words.length >= 9 && row.cells.length <= 2).length / Math.max(1, rows.length),
    sumRows: rows.filter((row) => SUM.test(row.folded) && row.words.some((word) => OPERATION.test(word.text))),
    words,
    numberedRows: rows.filter((row) => NUMBERED.test(row.folded)),
    bulletRows: rows.filter((row) => /^[*>-] /.test(row.folded)).length / Math.max(1, rows.length),
    figures: rows.reduce((sum, row) => sum + row.words.filter((word) => /\d/.test(word.text)).length, 0) /
      Math.max(1, words),
    meanWords: words / Math.max(1, rows.length),
  };
}

const upTo = (value: number, full: number): number => Math.min(1, value / full);

export const LAYOUT: readonly LayoutCue[] = [
  {
    name: "slides",
    says: "pages are wider than high and hold few words",
    strength: (view, facts) =>
      facts.aspect > 1.2 && facts.aspect < 2 && view.pageCount > 1 && facts.wordsPerPage < 160
        ? 1
        : facts.aspect > 1.2 && facts.aspect < 2 && facts.wordsPerPage < 220
        ? 0.5
        : 0,
    weights: { presentation: 3.6 },
  },
  {
    name: "slip",
    says: "a narrow strip of short lines",
    strength: (view, { aspect, meanWords, wordsPerPage }) =>
      view.pageCount <= 2 && meanWords < 5.5 && wordsPerPage < 350 ? upTo(Math.max(0, 0.72 - aspect), 0.2) : 0,
    weights: { receipt: 2 },
  },
  {
    name: "amounts",
    says: "lines end in amounts",
    strength: (_, { amountRows }) => upTo(amountRows.length, 6),
    weights: {
      invoice: 1.3,
      receipt: 1.3,
      bank_statement: 1,
      scientific_paper: -0.4,
      resume: -1,
      letter: -2,
      contract: -0.5,
    },
    rows: ({ amountRows }) => amountRows,
  },
  {
    name: "transactions",
    says: "lines begin with a date and end in an amount",
    strength: (_, { transactionRows }) => upTo(Math.max(0, transactionRows.length - 1), 4),
    weights: { bank_statement: 3 },
    rows: ({ transactionRows }) => transactionRows,
  },
  {
    name: "prose",
    says: "long lines of prose",
    strength: (_, { longRows }) => upTo(Math.max(0, longRows - 0.2), 0.5),
    weights: {
      contract: 1,
      letter: 0.7,
      report: 0.8,
      scientific_paper: 0.8,
      invoice: -1.5,
      receipt: -2,
      form: -0.8,
      presentation: -1.2,
      bank_statement: -1.5,
      resume: -0.8,
      exam_or_worksheet: -0.8,
    },
  },
  {
    name: "long",
    says: "many pages",
    strength: (view) => upTo(Math.max(0, view.pageCount - 4), 8),
    weights: {
      report: 1.2,
      contract: 0.8,
      scientific_paper: 0.5,
      presentation: 0.8,
      receipt: -3,
      letter: -2.5,
      invoice: -1,
      resume: -2,
      form: -0.5,
    },
  },
  {
    name: "one page",
    says: "a single page",
    strength: (view) => view.pageCount === 1 ? 1 : 0,
    weights: {
      letter: 0.5,
      receipt: 0.6,
      resume: 0.4,
      presentation: -1.5,
      scientific_paper: -0.8,
      contract: -0.5,
    },
  },
  {
    name: "numbered",
    says: "numbered lines",
    strength: (view, { numberedRows }) => upTo(numberedRows.length / Math.max(1, view.rows.length), 0.25),
    weights: { exam_or_worksheet: 1.6, form: 0.4, letter: -0.5 },
    rows: ({ numberedRows }) => numberedRows,
  },
  {
    name: "sums",
    says: "sums to be worked out",
    strength: (view, { sumRows }) => upTo(sumRows.length / Math.max(1, view.rows.length), 0.3),
    weights: { exam_or_worksheet: 4, presentation: -2 },
    rows: ({ sumRows }) => sumRows,
  },
  {
    name: "too much for a slip",
    says: "more text than a slip holds",
    strength: (_, { words }) => upTo(Math.max(0, words - 350), 400),
    weights: { receipt: -2 },
  },
  {
    name: "figures",
    says: "mostly figures",
    strength: (_, { figures }) => upTo(Math.max(0, figures - 0.25), 0.3),
    weights: {
      exam_or_worksheet: 0.8,
      invoice: 0.6,
      receipt: 0.8,
      bank_statement: 0.6,
      report: 0.5,
      letter: -1,
      contract: -1,
      resume: -0.5,
    },
  },
  {
    name: "bullets",
    says: "lists",
    strength: (_, { bulletRows }) => upTo(bulletRows, 0.2),
    weights: { presentation: 1, resume: 0.6, report: 0.3 },
  },
  {
    name: "ruled",
    says: "lines and boxes are drawn",
    strength: (_, { rulesPerPage }) => upTo(Math.max(0, rulesPerPage - 12), 30),
    weights: { form: 1.6, contract: -1.5, letter: -1.2, presentation: -0.5, receipt: -0.5, scientific_paper: -0.4 },
  },
  {
    name: "more lines than words",
    says: "many drawn lines for few words",
    strength: (_, { rulesPerPage, wordsPerPage }) =>
      upTo(Math.max(0, rulesPerPage / Math.max(30, wordsPerPage) - 0.06), 0.14),
    weights: { form: 1.6, exam_or_worksheet: 0.8, letter: -1 },
  },
  {
    name: "table",
    says: "a table over most of the pages",
    strength: (view) =>
      upTo(
        Math.max(0, view.rows.filter((row) => row.cells.length >= 4).length / Math.max(1, view.rows.length) - 0.3),
        0.3,
      ),
    weights: { report: 0.8, form: -1.4, letter: -1, contract: -1, resume: -1, presentation: -0.5 },
  },
  {
    name: "fields",
    says: "fields to fill in",
    strength: (view) => upTo(view.pages.reduce((sum, page) => sum + page.widgets, 0), 5),
    weights: { form: 3 },
  },
];

/** A row as a thing that was found. */
export const wholeRow = (row: Row): Found => ({ row, from: 0, to: row.words.length });
