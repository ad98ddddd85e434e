import { type Dispatch, useEffect, useReducer } from "react";
import { beginReview, type ReviewAction, reviewed } from "./review.ts";
import type { ReviewedField } from "./reviewed_field.ts";

export interface ReviewInHand {
  readonly fields: readonly ReviewedField[];
  readonly chosen: readonly string[];
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly act: Dispatch<ReviewAction>;
  /** Goes back to what was found; it can be undone. */
  discard(): void;
}

const KEEP_MS = 300;

/** A job's review, kept in this browser until its fields are written. */
export function useReview(jobId: string, found: readonly ReviewedField[]): ReviewInHand {
  const key = draftKey(jobId);
  const [{ history, chosen }, act] = useReducer(reviewed, undefined, () => {
    const draft = readDraft(load(key));
    const fresh = beginReview(found);
    return draft ? reviewed(fresh, { do: "replace", fields: draft }) : fresh;
  });
  const fields = history.present;
  const isChanged = fields !== found;

  useEffect(() => {
    // Not with each of a drag's moves: a long form takes a while to be kept.
    const timer = setTimeout(() => keep(key, isChanged ? fields : undefined), KEEP_MS);
    return () => clearTimeout(timer);
  }, [key, fields]);

  return {
    fields,
    chosen,
    isChanged,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    act,
    discard: () => act({ do: "replace", fields: found }),
  };
}

const draftKey = (jobId: string): string => `docmill.fields.${jobId}`;

/** Whether there are changes that are not written yet. */
export const hasDraft = (jobId: string): boolean => readDraft(load(draftKey(jobId))) !== undefined;

/** The fields are written: the next review begins with them. */
export function forgetDraft(jobId: string): void {
  keep(draftKey(jobId), undefined);
}

/** Undefined for what is no list of fields: nothing, or what an older client has kept. */
function readDraft(text: string | null): readonly ReviewedField[] | undefined {
  try {
    const fields: unknown = JSON.parse(text ?? "");
    return Array.isArray(fields) && fields.every(isField) ? fields : undefined;
  } catch {
    return undefined;
  }
}

function isField(value: Partial<ReviewedField> | null): value is ReviewedField {
  return typeof value?.id === "string" && typeof value.name === "string" && typeof value.page === "number" &&
    Array.isArray(value.rect) && value.rect.length === 4 && value.rect.every(Number.isFinite);
}

function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, fields: readonly ReviewedField[] | undefined): void {
  try {
    if (fields) localStorage.setItem(key, JSON.stringify(fields));
    else localStorage.removeItem(key);
  } catch {
    // Without storage, or with a full one, the review is gone with the page; it can be written all the same.
  }
}
