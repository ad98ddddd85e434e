/**
 * A review: the fields, which of them are chosen, and what can be undone.
 *
 * @module
 */
import type { FieldType } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import * as edits from "./edits.ts";
import { advance, begin, type History, redo, undo } from "./history.ts";
import type { PdfBox } from "../../../ui/pdf/rectangle.ts";
import type { ReviewedField } from "./reviewed_field.ts";

type Fields = readonly ReviewedField[];

export interface Review {
  readonly history: History<Fields>;
  /** Ids, in the order in which they were chosen. */
  readonly chosen: readonly string[];
  /** For the ids of new fields. */
  readonly made: number;
}

/** `mark`: changes in a row with the same mark are undone together. */
export type ReviewAction =
  | { readonly do: "choose"; readonly ids: readonly string[] }
  | { readonly do: "toggle"; readonly id: string }
  | { readonly do: "place"; readonly rects: ReadonlyMap<string, PdfBox>; readonly mark?: string }
  | {
    readonly do: "add";
    readonly page: number;
    readonly rect: PdfBox;
    readonly type: FieldType;
    readonly at?: number;
  }
  | { readonly do: "duplicate"; readonly rects: ReadonlyMap<string, PdfBox> }
  | { readonly do: "remove" | "group" | "ungroup" | "undo" | "redo" }
  | { readonly do: "retype"; readonly type: FieldType }
  | { readonly do: "rename"; readonly id: string; readonly name: string }
  | { readonly do: "describe"; readonly id: string; readonly details: Parameters<typeof edits.describe>[2] }
  | { readonly do: "replace"; readonly fields: Fields };

export const beginReview = (fields: Fields): Review => ({ history: begin(fields), chosen: [], made: 0 });

export function reviewed(review: Review, action: ReviewAction): Review {
  const { history, chosen, made } = review;
  const fields = history.present;
  const changed = (next: Fields, mark?: string) => ({ ...review, history: advance(history, next, mark) });
  switch (action.do) {
    case "choose":
      return { ...review, chosen: action.ids };
    case "toggle": {
      const others = chosen.filter((id) => id !== action.id);
      return { ...review, chosen: others.length < chosen.length ? others : [...others, action.id] };
    }
    case "place":
      return changed(edits.place(fields, action.rects), action.mark);
    case "add": {
      const field = newField(action, fields, made + 1);
      return { ...changed(edits.add(fields, field, action.at)), chosen: [field.id], made: made + 1 };
    }
    case "duplicate": {
      const ids = chosen.map((_, index) => idOf(made + 1 + index));
      const next = edits.duplicate(fields, chosen, ids, action.rects);
      return { ...changed(next), chosen: ids, made: made + ids.length };
    }
    case "remove":
      return { ...changed(edits.remove(fields, chosen)), chosen: [] };
    case "group":
      return changed(edits.group(fields, chosen));
    case "ungroup":
      return changed(edits.ungroup(fields, chosen));
    case "retype":
      return changed(edits.retype(fields, chosen, action.type));
    case "rename":
      return changed(edits.rename(fields, action.id, action.name), `rename ${action.id}`);
    case "describe":
      return changed(
        edits.describe(fields, action.id, action.details),
        `${Object.keys(action.details).join()} ${action.id}`,
      );
    case "replace":
      return { ...changed(action.fields), chosen: [], made: Math.max(made, ...action.fields.map(countOf)) };
    case "undo":
      return stillThere({ ...review, history: undo(history) });
    case "redo":
      return stillThere({ ...review, history: redo(history) });
  }
}

/** A field that is not there (any more) is not chosen. */
function stillThere(review: Review): Review {
  const there = new Set(review.history.present.map((field) => field.id));
  return { ...review, chosen: review.chosen.filter((id) => there.has(id)) };
}

const idOf = (count: number): string => `new-${count}`;
const countOf = ({ id }: ReviewedField): number => Number(/^new-(\d+)$/.exec(id)?.[1] ?? 0);

const STEM = { text: "text", checkbox: "check_box", radio: "choice", signature: "signature" } as const;

function newField(
  { page, rect, type }: { readonly page: number; readonly rect: PdfBox; readonly type: FieldType },
  fields: Fields,
  count: number,
): ReviewedField {
  return {
    id: idOf(count),
    page,
    type,
    rect,
    name: edits.freeName(fields, `page_${page}_${STEM[type]}`),
    tooltip: "",
    confidence: 1,
    ...(type === "radio" && { export: "choice" }),
  };
}
