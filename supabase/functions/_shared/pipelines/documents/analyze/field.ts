/**
 * What is known of a field before a document is read.
 *
 * @module
 */
import type { Candidate, Kind } from "./candidate.ts";
import { type Label, label } from "./label.ts";
import type { Reading } from "./reading.ts";

export interface FieldSpec {
  readonly name: string;
  readonly kind: Kind;
  readonly labels: readonly Label[];
  /** What speaks for a candidate whatever stands beside it, -1..1. */
  readonly prior?: (candidate: Candidate, reading: Reading) => number;
  /** Fields that may have the same value in the same place. */
  readonly group?: string;
  /** Found, and not told: it keeps its values from other fields. */
  readonly decoy?: boolean;
  /** What a value must look like. */
  readonly fits?: (candidate: Candidate) => boolean;
}

export type FieldMaker = Omit<FieldSpec, "name" | "kind" | "labels">;

/** @param labels phrases by weight */
export function field(
  name: string,
  kind: Kind,
  labels: Readonly<Record<number, string>>,
  more: FieldMaker = {},
): FieldSpec {
  return {
    name,
    kind,
    labels: Object.entries(labels).map(([weight, phrases]) => label(Number(weight), phrases)),
    ...more,
  };
}
