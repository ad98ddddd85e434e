import type { PdfBox } from "../../../ui/pdf/rectangle.ts";
import type {
  FieldType,
  PageFields,
  PlacedField,
} from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";

/** A field while it is reviewed. The list of all of them stands in tab order, page after page. */
export interface ReviewedField extends Omit<PlacedField, "rect"> {
  readonly rect: PdfBox;
  /** Its own while it is reviewed, whatever it is called. */
  readonly id: string;
  /** From 1. */
  readonly page: number;
}

/** What fields.json tells of a page beside its fields. */
export type PageShape = Omit<PageFields, "fields">;

export type ReviewedPage = PageShape & { readonly fields: readonly Omit<ReviewedField, "id" | "page">[] };

export const TYPE_LABEL: Record<FieldType, string> = {
  text: "Text",
  checkbox: "Check box",
  radio: "Radio button",
  signature: "Signature",
};

export function reviewedFields(pages: readonly ReviewedPage[]): ReviewedField[] {
  return pages.flatMap(({ page, fields }) =>
    fields.map((field, index) => ({ ...field, id: `found-${page}-${index}`, page }))
  );
}

/** The fields in the shape of fields.json, as the option `fields` takes them. */
export function pagesOf(fields: readonly ReviewedField[], shapes: readonly PageShape[]): ReviewedPage[] {
  const known = new Map(shapes.map((shape) => [shape.page, shape]));
  const numbers = [...new Set([...known.keys(), ...fields.map((field) => field.page)])].sort((a, b) => a - b);
  return numbers.map((page) => ({
    ...(known.get(page) ?? { page, width: 0, height: 0, turns: 0 }),
    fields: fields.filter((field) => field.page === page).map(({ id: _, page: __, ...field }) => field),
  }));
}
