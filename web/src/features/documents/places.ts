/**
 * Everything in a result that stands somewhere in its document, under one name each.
 *
 * @module
 */
import type { DocumentResult, Place } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import { formatStage } from "../../ui/format.ts";
import { DOUBTFUL, fieldTarget, type Review } from "./review.ts";

export interface Placed {
  /** `fields.total`, `evidence.0`, `dates.2`. */
  readonly id: string;
  /** For whoever does not see the box. */
  readonly label: string;
  readonly place: Place;
  readonly tone: "plain" | "done" | "caution" | "quiet";
}

/** The fields' places, in their order. */
export function fieldPlaces({ fields }: DocumentResult, { confirmed }: Review): Placed[] {
  return Object.entries(fields).filter(([, field]) => hasPlace(field)).map(([name, field]) => {
    const id = fieldTarget(name);
    const isDone = confirmed.has(id) || confirmed.has("document");
    const tone = isDone ? "done" : field.confidence < DOUBTFUL ? "caution" : "plain";
    return { id, label: nameOfField(name), place: field, tone };
  });
}

/** What was found beside the fields: words that decided the type, and whatever is mentioned. */
export function otherPlaces({ evidence, mentions }: DocumentResult): Placed[] {
  const placed = (kind: string, found: readonly (Place & { readonly text: string | null })[]): Placed[] =>
    found.flatMap((place, i) =>
      hasPlace(place) ? [{ id: `${kind}.${i}`, label: place.text ?? "", place, tone: "quiet" }] : []
    );
  return [
    ...placed("evidence", evidence),
    ...placed("dates", mentions.dates),
    ...placed("amounts", mentions.amounts),
    ...placed("parties", mentions.parties),
    ...placed("identifiers", mentions.identifiers),
  ];
}

export function hasPlace({ page, bbox, span }: Place): boolean {
  return span !== null || page !== null && bbox !== null;
}

/** "Invoice number"; "Line items 1, total" from `line_items.0.total`. */
export function nameOfField(name: string): string {
  const parts = name.split(".").map((part) => /^\d+$/.test(part) ? ` ${Number(part) + 1}` : `, ${part}`);
  return formatStage(parts.join("").replace(/^[, ]+/, "")).replaceAll(
    ABBREVIATIONS,
    (word) => word.toUpperCase(),
  );
}

const ABBREVIATIONS = /\b(?:iban|bic|vat|id|url)\b/gi;
