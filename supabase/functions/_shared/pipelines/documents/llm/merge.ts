/**
 * What a language model said, with what was found without it: each value with who found it, and how sure it is.
 *
 * @module
 */
import type { Reading } from "../analyze/reading.ts";
import { NOWHERE, rounded } from "../analyze/value.ts";
import type { DocumentResult, Evidence, FieldValue, Scalar } from "../result.ts";
import { Locator } from "./locate.ts";
import type { Said, SaidField } from "./question.ts";

/** How sure a model's answers are: of what the rules found as well, of what is in the document, of what is not. */
const AGREED = 0.97;
const LOCATED = 0.88;
const NOWHERE_FOUND = 0.35;
const SUREST = 0.99;

export function merged(offline: DocumentResult, said: Said, reading: Reading): DocumentResult {
  const locator = new Locator(reading);
  const agree = offline.type === said.type;
  const evidence = evidenceOf(said, locator);
  const fields = (said.fields ?? []).filter(({ value }) => value !== null && value !== "")
    .map((field) => [nameOf(field), fieldOf(field, offline.fields[nameOf(field)], locator)] as const);
  return {
    ...offline,
    type: said.type,
    confidence: rounded(
      Math.min(SUREST, agree ? Math.max(said.confidence, offline.confidence) : 0.85 * said.confidence),
    ),
    alternatives: agree || !offline.type
      ? offline.alternatives
      : [{ type: offline.type, confidence: rounded(0.5 * offline.confidence) }],
    evidence: evidence.length > 0 ? evidence : agree ? offline.evidence : [],
    language: said.language?.toLowerCase().slice(0, 2) || offline.language,
    // What the rules found stays where both mean the same type: the model may have left it out.
    fields: { ...(agree ? offline.fields : {}), ...Object.fromEntries(fields) },
    summary: said.summary?.trim() || offline.summary,
    method: "llm",
  };
}

const nameOf = ({ name }: SaidField): string => name.replace(/\[(\d+)\]/g, ".$1");

function evidenceOf({ evidence }: Said, locator: Locator): Evidence[] {
  const found = evidence.flatMap((text) => {
    const place = locator.text(text);
    return place ? [{ text, ...place }] : [];
  });
  return found.map((each) => ({ ...each, weight: rounded(1 / found.length) }));
}

function fieldOf({ value, quote }: SaidField, offline: FieldValue | undefined, locator: Locator): FieldValue {
  const agrees = offline !== undefined && same(offline.value, value);
  const place = agrees ? offline : locator.field(value, quote);
  return {
    value,
    text: agrees ? offline.text : quote ?? null,
    page: place?.page ?? NOWHERE.page,
    bbox: place?.bbox ?? NOWHERE.bbox,
    span: place?.span ?? NOWHERE.span,
    confidence: agrees ? Math.max(AGREED, offline.confidence) : place ? LOCATED : NOWHERE_FOUND,
    method: "llm",
  };
}

function same(a: Scalar, b: Scalar): boolean {
  const plain = (value: Scalar) =>
    typeof value === "string" ? value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") : value;
  return plain(a) === plain(b);
}
