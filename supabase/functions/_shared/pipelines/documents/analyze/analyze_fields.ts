/**
 * From claims to the values of the fields, with where they stand and how sure they are.
 *
 * @module
 */
import { fieldValue } from "./value.ts";
import { assign, type Claim, claimsOf } from "./assign.ts";
import { reconcileSums } from "./sums.ts";
import type { FieldSpec } from "./field.ts";
import type { Reading } from "./reading.ts";
import type { FieldValue } from "../result.ts";

export function findFields(reading: Reading, fields: readonly FieldSpec[]): Record<string, FieldValue> {
  const claims = claimsOf(reading, fields);
  const taken = reconcileSums(assign(claims), claims);
  const found: Record<string, FieldValue> = {};
  for (const field of fields) {
    if (field.decoy) continue;
    const claim = taken.get(field.name);
    if (claim) found[field.name] = fieldValue(reading, claim.candidate, confidenceOf(claim));
  }
  return found;
}

/** A score is no probability: this maps it to how often such claims were right. */
function confidenceOf({ score }: Claim): number {
  return 1 / (1 + Math.exp(-5.5 * (score - 0.55)));
}
