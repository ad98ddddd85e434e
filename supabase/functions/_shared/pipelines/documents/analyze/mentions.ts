/**
 * What a document mentions, whatever its type: dates, amounts, parties, identifiers.
 *
 * @module
 */
import type { FieldValue, Mentions } from "../result.ts";
import { lineOf } from "./blocks.ts";
import type { Candidate, Kind } from "./candidate.ts";
import { wordsValue } from "./fields.ts";
import { hasLegalForm, mayBeName } from "./names.ts";
import type { Reading } from "./reading.ts";
import { fieldValue } from "./value.ts";

const MOST = 50;
const IDENTIFIERS: readonly Kind[] = ["iban", "bic", "vat", "email", "phone", "url"];

export function mentionsIn(reading: Reading): Mentions {
  const of = (...kinds: Kind[]) =>
    distinct(reading.candidates.filter(({ kind, certainty }) => kinds.includes(kind) && certainty >= 0.5)).slice(
      0,
      MOST,
    );
  const tell = (found: Candidate): FieldValue => fieldValue(reading, found, found.certainty);
  return {
    dates: of("date").map(tell),
    amounts: of("amount").map((found) => ({
      ...tell(found),
      currency: found.currency ?? reading.currency?.code ?? null,
    })),
    parties: parties(reading),
    identifiers: of(...IDENTIFIERS).map((found) => ({ ...tell(found), kind: found.kind })),
  };
}

function distinct(found: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return found.filter(({ kind, value }) => !seen.has(`${kind} ${value}`) && seen.add(`${kind} ${value}`));
}

/** Short lines with a legal form in them. */
function parties(reading: Reading): FieldValue[] {
  const seen = new Set<string>();
  return reading.rows.flatMap((row) => row.cells.map((cell) => lineOf(row, cell)))
    .filter(({ folded, from, to }) =>
      to - from >= 2 && to - from <= 6 && hasLegalForm(folded) && mayBeName(folded) && !seen.has(folded) &&
      seen.add(folded)
    )
    .slice(0, MOST).map((line) => wordsValue(reading, line.row, line.from, line.to, 0.6));
}
