import type {
  FieldType,
  PageFields,
  PlacedField,
} from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";

/** A field while it is reviewed. The list of all of them stands in tab order, page after page. */
export interface ReviewedField extends PlacedField {
  /** Its own while it is reviewed, whatever it is called. */
  readonly id: string;
  /** From 1. */
  readonly page: number;
}

export type PdfRect = PlacedField["rect"];

/** What fields.json tells of a page beside its fields. */
export type PageShape = Omit<PageFields, "fields">;

export const TYPE_LABEL: Record<FieldType, string> = {
  text: "Text",
  checkbox: "Check box",
  radio: "Radio button",
  signature: "Signature",
};

export function reviewedFields(pages: readonly PageFields[]): ReviewedField[] {
  return pages.flatMap(({ page, fields }) =>
    fields.map((field, index) => ({ ...field, id: `found-${page}-${index}`, page }))
  );
}

/** The fields in the shape of fields.json, as the option `fields` takes them. */
export function pagesOf(fields: readonly ReviewedField[], shapes: readonly PageShape[]): PageFields[] {
  const known = new Map(shapes.map((shape) => [shape.page, shape]));
  const numbers = [...new Set([...known.keys(), ...fields.map((field) => field.page)])].sort((a, b) => a - b);
  return numbers.map((page) => ({
    ...(known.get(page) ?? { page, width: 0, height: 0, turns: 0 }),
    fields: fields.filter((field) => field.page === page).map(({ id: _, page: __, ...field }) => field),
  }));
}
