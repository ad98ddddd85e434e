/**
 * What a page by itself tells of the document that it belongs to.
 *
 * @module
 */
import { classify } from "../classify/classify.ts";
import { OTHER } from "../classify/types.ts";
import { type DocumentView, isHeading, viewOf } from "../classify/view.ts";
import type { TextPage } from "../text/page.ts";
import type { Row } from "../text/rows.ts";

/** Waits in a cursor for the next page. */
export type PageFacts = {
  type: string;
  confidence: number;
  /** "Page 2 of 3". */
  number: { at: number; of: number | null } | null;
  /** Numbers that name the document: of the invoice, the customer, the account. */
  references: string[];
  /** Words at the top that head a document: "Invoice", "Dear Ms Lee". */
  heads: boolean;
  /** Its first and last lines, without figures. */
  edges: string[];
  /** Ends in the midst of a sentence; begins so. */
  breaksOff: boolean;
  goesOn: boolean;
  /** Width over height. */
  aspect: number;
};

const NUMBER =
  /(?<![a-z\d])(?:page|seite|pagina|sida|strona|blatt|p\.)[ :\t]*(\d{1,3})(?:[ \t]*(?:of|von|de|di|van|\/|sur|z|\()[ \t]*(\d{1,3}))?/;
const ALONE = /^\W*(\d{1,3}) ?(?:of|von|\/) ?(\d{1,3})\W*$/;
const REFERENCE =
  /(?:no|nr|number|nummer|numero|n°|#|ref|account|invoice|rechnung|konto|kunde[a-z]*|iban)[.:# \t-]*([a-z]{0,6}[-/]?\d[\w/.-]{3,})/g;
const OPENING = /^(?:dear |to whom it may concern|sehr geehrte|cher |chere |madame|monsieur|estimad|gentile|geachte)/;
const EDGE_ROWS = 3;
const MOST_REFERENCES = 20;

export function factsOf(page: TextPage): PageFacts {
  const view = viewOf([page], 1);
  const { type, confidence, reasons } = classify([page], 1);
  const { rows } = view;
  const edges = [...rows.slice(0, EDGE_ROWS), ...rows.slice(-EDGE_ROWS)];
  return {
    type: type === OTHER ? "" : type,
    confidence,
    number: numberOf(edges),
    references: referencesIn(rows),
    heads:
      reasons.slice(0, 6).some(({ found }) =>
        found.some((place) => place.row.index < view.topEnd && isHeading(view, place))
      ) ||
      rows.slice(0, view.topEnd).some((row) => OPENING.test(row.folded.trim())),
    edges: edges.map(withoutFigures).filter((line) => line.length > 8),
    breaksOff: /[\p{Ll},]$/u.test(lastOfText(view)),
    goesOn: /^\p{Ll}/u.test(firstOfText(view)),
    aspect: (page.view.x1 - page.view.x0) / Math.max(1, page.view.y1 - page.view.y0),
  };
}

function numberOf(rows: readonly Row[]): PageFacts["number"] {
  for (const row of rows) {
    const match = NUMBER.exec(row.folded) ?? ALONE.exec(row.folded);
    if (match) return { at: Number(match[1]), of: match[2] ? Number(match[2]) : null };
  }
  return null;
}

function referencesIn(rows: readonly Row[]): string[] {
  const found = rows.flatMap((row) => [...row.folded.matchAll(REFERENCE)].map((match) => match[1]!));
  return [...new Set(found)].slice(0, MOST_REFERENCES);
}

const withoutFigures = (row: Row): string => row.folded.replace(/[\d\W]+/g, " ").trim();

/** Lines that are long enough to be text. */
const prose = ({ rows }: DocumentView): Row[] => rows.filter((row) => row.words.length >= 6);
const lastOfText = (view: DocumentView): string => prose(view).at(-1)?.text ?? "";
const firstOfText = (view: DocumentView): string => prose(view)[0]?.text ?? "";
