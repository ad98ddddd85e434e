/**
 * Gives values to fields: each field takes the candidate that its labels point to best, and a candidate goes to the field
 * that has the better claim.
 *
 * @module
 */
import type { Candidate } from "./candidate.ts";
import type { FieldSpec } from "./field.ts";
import { type FoundLabel, labelsIn } from "./label.ts";
import { proximity } from "./proximity.ts";
import type { Reading } from "./reading.ts";

export interface Claim {
  readonly field: FieldSpec;
  readonly candidate: Candidate;
  /** 0 to about 1. */
  readonly score: number;
  readonly label?: FoundLabel;
}

/** Below this a claim is no more than a guess. */
const FEWEST = 0.3;
const SHARE_OF_PRIOR = 0.25;

/** All claims of each field, best first. */
export function claimsOf(reading: Reading, fields: readonly FieldSpec[]): Map<FieldSpec, Claim[]> {
  const all = withoutInner(new Map(fields.map((field) => [field, labelsIn(reading.rows, field.labels)])));
  const claims = new Map<FieldSpec, Claim[]>();
  for (const field of fields) {
    const found: Claim[] = [];
    const labels = byRow(all.get(field)!);
    for (const candidate of reading.candidates) {
      if (!isOfKind(candidate, field) || field.fits && !field.fits(candidate)) continue;
      const claim = bestClaim(field, candidate, near(labels, candidate), reading);
      if (claim.score >= FEWEST) found.push(claim);
    }
    claims.set(field, found.sort((a, b) => b.score - a.score || a.candidate.row.index - b.candidate.row.index));
  }
  return claims;
}

/** The total of "Sub total" is no label: another field's begins before it and reaches into it. */
function withoutInner(labels: ReadonlyMap<FieldSpec, readonly FoundLabel[]>): Map<FieldSpec, FoundLabel[]> {
  const rows = byRow([...labels.values()].flat());
  const isInner = (label: FoundLabel, own: readonly FoundLabel[]) =>
    rows.get(label.row.index)!.some((other) =>
      other.from < label.from && label.from < other.to && !own.includes(other)
    );
  return new Map([...labels].map(([field, own]) => [field, own.filter((label) => !isInner(label, own))]));
}

function byRow(labels: readonly FoundLabel[]): Map<number, FoundLabel[]> {
  const rows = new Map<number, FoundLabel[]>();
  for (const label of labels) {
    const row = rows.get(label.row.index);
    if (row) row.push(label);
    else rows.set(label.row.index, [label]);
  }
  return rows;
}

/** A label stands in its value's row, a little below where rows are askew, or above. */
const ROWS_ABOVE = 24;
const ROWS_BELOW = 2;

function near(labels: ReadonlyMap<number, readonly FoundLabel[]>, { row }: Candidate): FoundLabel[] {
  const found: FoundLabel[] = [];
  for (let index = row.index - ROWS_ABOVE; index <= row.index + ROWS_BELOW; index++) {
    for (const label of labels.get(index) ?? []) found.push(label);
  }
  return found;
}

function isOfKind({ kind, text }: Candidate, field: FieldSpec): boolean {
  if (kind === field.kind) return true;
  // A label makes a number an amount, and a number or a phone number an identifier.
  if (field.kind === "amount") return kind === "number" && text.length <= 10;
  if (field.kind === "number") return kind === "amount";
  return field.kind === "identifier" && (kind === "vat" || kind === "iban");
}

function bestClaim(field: FieldSpec, candidate: Candidate, labels: readonly FoundLabel[], reading: Reading): Claim {
  const isExact = candidate.kind === field.kind;
  const prior = isExact ? SHARE_OF_PRIOR * (field.prior?.(candidate, reading) ?? 0) : 0;
  const exact = isExact ? 0 : -0.15;
  let best: Claim = { field, candidate, score: Math.max(0, prior * 1.6) * candidate.certainty };
  let second = 0;
  for (const label of labels) {
    const near = proximity(label, candidate);
    if (near === 0 || !isExact && label.row !== candidate.row) continue;
    const strength = label.weight * near * (label.leads ? 1 : 0.9) + 0.003 * Math.min(20, label.length);
    const score = (strength + prior + exact) * (0.7 + 0.3 * candidate.certainty);
    if (score > best.score) {
      if (best.label && best.label.row !== label.row) second = Math.max(second, best.score);
      best = { field, candidate, score, label };
    } else if (best.label && best.label.row !== label.row) {
      second = Math.max(second, score);
    }
  }
  // The line's label and the column's heading say the same.
  return second > 0 ? { ...best, score: best.score + 0.25 * second } : best;
}

/** The best claims that do not contradict one another. */
export function assign(claims: ReadonlyMap<FieldSpec, readonly Claim[]>): Map<string, Claim> {
  const all = [...claims.values()].flat().sort((a, b) => b.score - a.score);
  const taken = new Map<string, Claim>();
  const owners = new Map<Candidate, FieldSpec>();
  for (const claim of all) {
    if (taken.has(claim.field.name)) continue;
    const owner = owners.get(claim.candidate);
    if (owner && !(owner.group !== undefined && owner.group === claim.field.group)) continue;
    if (
      [...owners.keys()].some((other) =>
        other !== claim.candidate && other.row === claim.candidate.row && other.from < claim.candidate.to &&
        claim.candidate.from < other.to
      )
    ) continue;
    taken.set(claim.field.name, claim);
    owners.set(claim.candidate, claim.field);
  }
  return taken;
}
