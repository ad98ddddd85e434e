/**
 * What a reviewer made of a result: a list of changes that only grows at its end, so that the last one can be taken back.
 *
 * @module
 */
import type {
  DocumentResult,
  DocumentsResult,
  FieldValue,
  Scalar,
} from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";

/** `type`, `document` for all of it, or `fields.` and a field's name. */
export type Target = "type" | "document" | `fields.${string}`;

export interface Change {
  /** See {@link keyOf}. */
  readonly document: string;
  readonly target: Target;
  /** What it is corrected to. */
  readonly value?: Scalar;
  /** True: it is right as it stands; false: that is taken back. */
  readonly isConfirmed?: boolean;
}

export interface Review {
  readonly values: ReadonlyMap<Target, Scalar>;
  /** A corrected value is confirmed, too. */
  readonly confirmed: ReadonlySet<Target>;
}

/** A file may hold several documents, which begin on different pages. */
export function keyOf({ file_id, pages }: DocumentResult): string {
  return `${file_id}/${pages?.[0] ?? 1}`;
}

/** What came of the changes to one document. */
export function reviewOf(changes: readonly Change[], document: string): Review {
  const values = new Map<Target, Scalar>(), confirmed = new Set<Target>();
  for (const { target, value, isConfirmed, ...change } of changes) {
    if (change.document !== document) continue;
    if (value !== undefined) values.set(target, value);
    if (value !== undefined || isConfirmed) confirmed.add(target);
    else confirmed.delete(target);
  }
  return { values, confirmed };
}

export const fieldTarget = (name: string): Target => `fields.${name}`;

/** Below this a value should not be taken without a look at the page. */
export const DOUBTFUL = 0.7;

export type State = "failed" | "confirmed" | "check" | "fine";

/** Whether somebody should look at a document, and what is doubtful about it. */
export function stateOf(document: DocumentResult, { confirmed }: Review): State {
  if (document.error) return "failed";
  if (confirmed.has("document")) return "confirmed";
  const isOpen = (target: Target, confidence: number) => confidence < DOUBTFUL && !confirmed.has(target);
  const hasDoubt = isOpen("type", document.confidence) ||
    Object.entries(document.fields).some(([name, field]) =>
      field.value !== null && isOpen(fieldTarget(name), field.confidence)
    );
  return hasDoubt ? "check" : "fine";
}

/** What was typed, in the manner of the value before: a number stays a number where it is one. */
export function valueFrom(text: string, before: Scalar): Scalar {
  const typed = text.trim();
  if (typed === "") return null;
  if (typeof before === "number" && /^-?\d+(?:\.\d+)?$/.test(typed)) return Number(typed);
  if (typeof before === "boolean" && /^(?:true|false)$/i.test(typed)) return typed.toLowerCase() === "true";
  return typed;
}

/** The result with what the reviewer made of it, and beside each changed value the one that was found. */
export function reviewedResult(result: DocumentsResult, changes: readonly Change[]) {
  return { ...result, documents: result.documents.map((each) => reviewedDocument(each, changes)) };
}

export function reviewedDocument(document: DocumentResult, changes: readonly Change[]): DocumentResult {
  const { values, confirmed } = reviewOf(changes, keyOf(document));
  if (values.size === 0 && confirmed.size === 0) return document;
  const marked = <Value>(target: Target, key: string, before: Value) => ({
    ...(values.has(target) ? { [key]: values.get(target), [`found_${key}`]: before } : { [key]: before }),
    ...(confirmed.has(target) || confirmed.has("document")
      ? { [`${key}_review`]: values.has(target) ? "corrected" : "confirmed" }
      : {}),
  });
  const names = new Set([...Object.keys(document.fields), ...added(values)]);
  const fields = [...names].map((name): [string, FieldValue] => {
    const field = document.fields[name] ?? NOT_FOUND;
    return [name, { ...field, ...marked(fieldTarget(name), "value", field.value) } as FieldValue];
  });
  return {
    ...document,
    ...marked("type", "type", document.type),
    fields: Object.fromEntries(fields),
  } as DocumentResult;
}

const NOT_FOUND: FieldValue = {
  value: null,
  text: null,
  page: null,
  bbox: null,
  span: null,
  confidence: 0,
  method: "offline",
};

const added = (values: ReadonlyMap<Target, Scalar>): string[] =>
  [...values.keys()].filter((target) => target.startsWith("fields.")).map((target) => target.slice("fields.".length));

/** What a store gives back, as far as it is changes. */
export function changesIn(found: unknown): Change[] {
  return Array.isArray(found) ? found.filter(isChange) : [];
}

function isChange(each: Partial<Change> | null): each is Change {
  return typeof each?.document === "string" && typeof each.target === "string" &&
    (each.target === "type" || each.target === "document" || each.target.startsWith("fields.")) &&
    (each.value === undefined || each.value === null || ["string", "number", "boolean"].includes(typeof each.value)) &&
    (each.isConfirmed === undefined || typeof each.isConfirmed === "boolean");
}
