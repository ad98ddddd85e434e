/**
 * Reads a contract: what it is, between whom, from when, under which law.
 *
 * @module
 */
import { findFields } from "../analyze_fields.ts";
import { field, type FieldSpec } from "../field.ts";
import type { Fields } from "../fields.ts";
import { early } from "../priors.ts";
import type { Reading } from "../reading.ts";
import { flowOf, placeInFlow } from "../flow.ts";
import { titleOf } from "../title.ts";

const FIELDS: readonly FieldSpec[] = [
  field("effective_date", "date", {
    1: "effective date|dated as of|is made as of|made and entered into as of|entered into as of|effective as of|as of|dated|made this|entered into this|entered into on|made on|commencing on|beginning on|wirksam ab|mit wirkung vom|beginnt am|mietbeginn|prend effet le|a compter du|con efecto desde|con effetto dal|ingangsdatum",
  }, { prior: (value, reading) => 0.6 + early(value, reading) }),
  field("end_date", "date", {
    1: "termination date|expiration date|maturity date|expires on|ends on|terminate on|until|endet am|bis zum|mietende|prend fin le|finaliza el|einddatum",
  }),
  field("amount", "amount", {
    1: "principal amount|aggregate principal amount|in the amount of|purchase price|rent|monthly rent|salary|fee|consideration|commitment|miete|kaltmiete|gehalt|vergutung|kaufpreis|loyer|renta|precio|prix|huurprijs",
  }, { prior: (value) => value.currency ? 0.5 : 0 }),
];

const PARTY =
  /(?:by and (?:between|among)|between|among|zwischen|entre|tra|fra|tussen)[:,]?\s+(.{3,400}?)(?:\.\s|;|\bwitnesseth\b|\bwhereas\b|\bwird\b|\brecitals\b|\bbackground\b|$)/;
const LAW =
  /(?:governed by|construed in accordance with|gilt|es gilt)[^.;]{0,120}?\b(?:laws? of (?:the )?|recht (?:der |des )?)((?:(?:State|Commonwealth|Republic|Province|Kingdom) of )?[A-Z][\p{L}]+(?: (?:and )?[A-Z][\p{L}]+){0,3})/u;

export function readContract(reading: Reading): Fields {
  return { ...titleOf(reading, 0.7), ...parties(reading), ...findFields(reading, FIELDS), ...law(reading) };
}

/** Names between "between" and the end of that sentence, each before what it is called further on. */
function parties(reading: Reading): Fields {
  const flow = flowOf(reading.rows.slice(0, 80));
  const match = PARTY.exec(flow.text.toLowerCase());
  if (!match) return {};
  const start = match.index + match[0].indexOf(match[1]!), end = start + match[1]!.length;
  const found: Fields = {};
  let number = 0;
  const names =
    /((?:[A-ZÄÖÜÉ][\p{L}\d&.'’-]*|[A-Z]\.)(?:,? (?:[A-ZÄÖÜÉ][\p{L}\d&.'’-]*|of|&|the|de|la|van|von|der|für))*(?:,? (?:Inc|Ltd|LLC|L\.L\.C|N\.A|GmbH|AG|Corp|L\.P)\.?)?)/gu;
  for (const name of flow.text.slice(start, end).matchAll(names)) {
    const text = name[0].replace(/(?:,| and| und| of| the)+$/, "").trim();
    if (
      text.length < 4 || !/\s|[A-Z]{4}/.test(text) ||
      /^(?:The|This|Agreement|Administrative|Borrower|Lender|Dated?|Section)\b/.test(text) || number >= 4
    ) continue;
    const place = placeInFlow(reading, flow, start + name.index, start + name.index + text.length);
    found[`party_${++number}`] = { value: text, text, ...place, confidence: 0.6, method: "offline" };
  }
  return found;
}

function law(reading: Reading): Fields {
  const flow = flowOf(reading.rows);
  const match = LAW.exec(flow.text);
  if (!match) return {};
  const start = match.index + match[0].length - match[1]!.length;
  const place = placeInFlow(reading, flow, start, start + match[1]!.length);
  return { governing_law: { value: match[1]!, text: match[1]!, ...place, confidence: 0.8, method: "offline" } };
}
