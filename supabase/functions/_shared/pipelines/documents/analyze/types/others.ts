/**
 * Reads what other types have in common: a title, a date, numbers that name them; and of a form what is filled in.
 *
 * @module
 */
import { findFields } from "../analyze_fields.ts";
import { field, type FieldSpec } from "../field.ts";
import { type Fields, wordsValue } from "../fields.ts";
import { early } from "../priors.ts";
import type { Reading } from "../reading.ts";
import { titleOf } from "../title.ts";

const DATE = field("date", "date", { 1: "date|datum|fecha|data|published|accepted|version of|as of|stand|issued" }, {
  prior: (value, reading) => 1 + early(value, reading),
});

const FORM_FIELDS: readonly FieldSpec[] = [
  field("form_number", "identifier", {
    1: "^form|schedule|formular|vordruck|formulaire|cerfa|modulo|modelo|formulario|rev",
    0.6: "form",
  }, { prior: (value, reading) => 0.8 * early(value, reading) }),
  field("year", "number", { 0.9: "tax year|year|calendar year|jahr|annee|ano|form" }, {
    fits: ({ text }) => /^(?:19|20)\d\d$/.test(text),
  }),
  DATE,
];

/** Labels that forms have everywhere, and what is written beside them. */
const FILLED: readonly (readonly [string, RegExp])[] = [
  [
    "name",
    /^(?:full |your |applicant(?:'s)? )?name(?: of applicant)?|^name und vorname|^nom(?: et prenom)?|^nombre(?: y apellidos)?/,
  ],
  ["first_name", /^first name|^vorname|^prenom/],
  ["last_name", /^last name|^surname|^nachname|^familienname|^apellidos/],
  ["date_of_birth", /^date of birth|^birth date|^geburtsdatum|^date de naissance|^fecha de nacimiento/],
  ["address", /^(?:home |mailing |street )?address|^anschrift|^adresse|^direccion/],
  ["city", /^city|^ort|^ville|^ciudad/],
  ["phone", /^(?:daytime )?(?:phone|telephone)(?: number)?|^telefon/],
  ["email", /^e-?mail(?: address)?/],
];

export function readForm(reading: Reading): Fields {
  return { ...titleOf(reading, 0.7), ...findFields(reading, FORM_FIELDS), ...filled(reading) };
}

/** What is printed or typed behind a label and is no line to write on. */
function filled(reading: Reading): Fields {
  const found: Fields = {};
  for (const row of reading.rows) {
    for (const cell of row.cells) {
      const text = row.folded.slice(row.foldedStarts[cell.from]!);
      const hit = FILLED.find(([name, pattern]) => !found[name] && pattern.test(text));
      if (!hit) continue;
      const colon = row.words.findIndex((word, i) => i >= cell.from && i < cell.to && word.text.endsWith(":"));
      if (colon < 0) continue;
      const to = colon + 1 < cell.to ? cell.to : row.cells.find((each) => each.from >= cell.to)?.to;
      if (to === undefined || to <= colon + 1) continue;
      const words = row.words.slice(colon + 1, to);
      if (words.some((word) => /_{2,}|\.{4,}|:$/.test(word.text)) || words.length > 10) continue;
      found[hit[0]] = wordsValue(reading, row, colon + 1, to, 0.6);
    }
  }
  return found;
}

export function readPaper(reading: Reading): Fields {
  const fields: Fields = { ...titleOf(reading, 0.75), ...findFields(reading, [DATE]) };
  for (const row of reading.rows) {
    const match = /\b10\.\d{4,9}\/[^\s"<>]+/.exec(row.text);
    if (!match) continue;
    const from = row.starts.findLastIndex((start) => start <= match.index);
    return { ...fields, doi: wordsValue(reading, row, from, from + 1, 0.97, match[0].replace(/[.,;)]+$/, "")) };
  }
  return fields;
}

export function readOther(reading: Reading): Fields {
  return { ...titleOf(reading, 0.65), ...findFields(reading, [DATE]) };
}

const MAIL_HEADS: readonly (readonly [string, RegExp])[] = [
  ["sender", /^(?:from|von|de|da|van): ?/],
  ["recipient", /^(?:to|an|a|aan): ?/],
  ["subject", /^(?:subject|betreff|objet|asunto|oggetto|onderwerp): ?/],
];

export function readMail(reading: Reading): Fields {
  const found: Fields = {};
  for (const [name, pattern] of MAIL_HEADS) {
    const row = reading.rows.slice(0, 20).find((each) => pattern.test(each.folded) && each.words.length > 1);
    if (row) found[name] = wordsValue(reading, row, 1, row.words.length, 0.95);
  }
  return { ...found, ...findFields(reading, [DATE]) };
}
