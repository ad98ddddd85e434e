/**
 * Reads a letter: from whom, to whom, when, about what.
 *
 * @module
 */
import { findFields } from "../analyze_fields.ts";
import { lineOf } from "../blocks.ts";
import { field, type FieldSpec } from "../field.ts";
import { type Fields, lineValue, partyValue, wordsValue } from "../fields.ts";
import { mayBeName } from "../names.ts";
import { buyer, type Party, seller, withoutTitle } from "../parties.ts";
import { early } from "../priors.ts";
import type { Reading } from "../reading.ts";
import type { Row } from "../../text/rows.ts";

const FIELDS: readonly FieldSpec[] = [
  field("date", "date", { 1: "date|datum|fecha|data", 0.8: ",|den|le" }, {
    prior: (value, reading) => 1.2 + 1.2 * early(value, reading),
  }),
  field("reference", "identifier", {
    1: "our ref|your ref|reference|ref|ref no|re|file no|aktenzeichen|az|unser zeichen|ihr zeichen|kundennummer|customer number|vertragsnummer|n/ref|v/ref|kenmerk|case no",
  }),
  field("reply_by", "date", {
    1: "reply by|respond by|no later than|not later than|before|deadline|until|bis zum|spatestens|antworten sie bis|avant le|antes del",
  }),
];

const SALUTATION =
  /^(?:dear\b|to whom it may concern|sehr geehrte|liebe[rs]? |hallo |guten tag|cher|chere|madame|monsieur|mesdames|messieurs|estimad|querid|egregi|gentile|geachte|beste |prezad|szanown)/;
const CLOSING =
  /^(?:yours |very truly|sincerely|kind regards|best regards|warm regards|with kind regards|regards|respectfully|cordially|best wishes|mit \w+en gru|freundliche gru|viele gru|herzliche gru|hochachtungsvoll|cordialement|bien cordialement|veuillez|atentamente|saludos|un cordial|cordiali saluti|distinti saluti|met vriendelijke|hoogachtend|atenciosamente|your friend)/;
const SUBJECT = /^(?:subject|re|betreff|betr|objet|asunto|oggetto|onderwerp|sujet)\s?[.:]\s*/;

export function readLetter(reading: Reading): Fields {
  const { rows } = reading;
  const salutation = rows.find((row) => SALUTATION.test(row.folded.trimStart()));
  const to = greeted(reading, salutation) ?? buyer(reading), from = seller(reading, to);
  return {
    ...signedBy(reading) ?? (from && { sender: partyValue(reading, from) }),
    ...(to && { recipient: partyValue(reading, to) }),
    ...subjectOf(reading, salutation?.index),
    ...(salutation && { salutation: wordsValue(reading, salutation, 0, salutation.words.length, 0.9) }),
    ...findFields(reading, FIELDS),
  };
}

/** The one above the greeting who bears the name in it: an address at the top may as well be the sender's. */
function greeted({ rows }: Reading, salutation: Row | undefined): Party | undefined {
  if (!salutation) return undefined;
  const names = namesIn(salutation.folded);
  const lines = rows.slice(0, salutation.index).filter(({ page }) => page === salutation.page)
    .flatMap((row) => row.cells.map((cell) => withoutTitle(lineOf(row, cell))));
  const line = lines.find(({ folded, from, to }) =>
    to - from <= MOST_WORDS && mayBeName(folded) && namesIn(folded).some((name) => names.includes(name))
  );
  return line && { line, text: line.text, score: 0.85 };
}

const MOST_WORDS = 6;
const NO_NAME =
  /^(?:dear|liebe[rs]?|hallo|guten|tag|sehr|geehrte[rs]?|cher|chere|madame|monsieur|mesdames|messieurs|estimad[oa]s?|querid[oa]|gentile|egregi[oa]|geachte|beste|prezad[oa]|herrn?|frau|damen|herren|und|and|sir|sirs|madam|mrs|miss|prof|all|team|customer|colleagues?|friends?)$/;

const namesIn = (folded: string): string[] => (folded.match(/[a-z]{3,}/g) ?? []).filter((word) => !NO_NAME.test(word));

function subjectOf(reading: Reading, salutation: number | undefined): Fields {
  const { rows } = reading;
  const labelled = rows.find((row) => SUBJECT.test(row.folded));
  if (labelled && labelled.words.length > 1) {
    return { subject: wordsValue(reading, labelled, 1, labelled.words.length, 0.9) };
  }
  // The bold line, or the one set apart, above the salutation.
  if (salutation === undefined || salutation < 1) return {};
  const above = rows[salutation - 1]!;
  const isApart = above.bold && !rows[salutation]!.bold;
  return isApart && above.cells.length === 1 && above.words.length > 1
    ? { subject: wordsValue(reading, above, 0, above.words.length, 0.75) }
    : {};
}

/** The name below the greeting. */
function signedBy(reading: Reading): Fields | undefined {
  const { rows } = reading;
  const closing = rows.find((row) => CLOSING.test(row.folded.trimStart()));
  if (!closing) return undefined;
  for (const row of rows.slice(closing.index + 1, closing.index + 5)) {
    const line = lineOf(row, row.cells[0]!);
    if (mayBeName(line.folded) && !/\d/.test(line.folded)) return { sender: lineValue(reading, line, 0.75) };
  }
  return undefined;
}
