/**
 * Fields that a person has reviewed, in the shape of `fields.json`: they are written instead of what would be found.
 *
 * @module
 */
import { z } from "zod";
import { JobError } from "../../jobs/errors.ts";
import type { PageFields, PlacedField } from "./field.ts";
import { Names } from "./naming.ts";

const Coordinate = z.number().min(-20_000).max(20_000);

const GivenField = z.object({
  type: z.enum(["text", "checkbox", "radio", "signature"]),
  rect: z.tuple([Coordinate, Coordinate, Coordinate, Coordinate])
    .refine(([x0, y0, x1, y1]) => x1 > x0 && y1 > y0, "Give the left, lower, right and upper edge"),
  name: z.string().trim().min(1).max(100).regex(/^[^.\p{C}]*$/u, "A name has no dots"),
  tooltip: z.string().max(500).default(""),
  confidence: z.number().min(0).max(1).default(1),
  multiline: z.literal(true).optional(),
  comb: z.number().int().min(2).max(200).optional(),
  format: z.enum(["date", "email", "number", "phone"]).optional(),
  export: z.string().trim().min(1).max(100).optional(),
});

export const GivenFields = z.object({
  pages: z.array(z.object({
    page: z.number().int().min(1),
    width: z.number().default(0),
    height: z.number().default(0),
    turns: z.number().int().min(0).max(3).default(0),
    fields: z.array(GivenField).max(5_000),
  })).max(2_000),
});
export type GivenFields = z.infer<typeof GivenFields>;

/** @throws JobError `invalid_options` when a page is not there */
export function checkPages({ pages }: GivenFields, count: number, name: string): void {
  const missing = pages.find(({ page }) => page > count);
  if (missing) {
    throw new JobError(
      "invalid_options",
      `Cannot write fields on page ${missing.page} of ${name}: it has ${count} page${count === 1 ? "" : "s"}.`,
    );
  }
}

/** The same fields, each with a name of its own; radio buttons share theirs. */
export function namedAsGiven({ pages }: GivenFields, reserved: Iterable<string>): PageFields[] {
  const names = new Names(reserved);
  const groups = new Map<string, string>();
  return pages.map((page) => ({
    ...page,
    fields: page.fields.map((field): PlacedField => {
      if (field.type !== "radio") return withName(field, names.exactly(field.name));
      const name = groups.get(field.name) ?? names.exactly(field.name);
      groups.set(field.name, name);
      return withName(field, name);
    }),
  }));
}

/** Options that are not given are left out altogether. */
function withName(field: z.infer<typeof GivenField>, name: string): PlacedField {
  const { multiline, comb, format, export: value, ...plain } = field;
  return {
    ...plain,
    name,
    ...(multiline && { multiline }),
    ...(comb !== undefined && { comb }),
    ...(format && { format }),
    ...(value !== undefined && { export: value }),
  };
}
