/**
 * The part of JSON Schema in which a caller says which fields to look for.
 *
 * @module
 */
import { z } from "zod";

const MAX_DEPTH = 4;
const MAX_FIELDS = 100;

/** One property: a value, or an object or a list of them. */
export interface Property {
  readonly type?: "string" | "number" | "integer" | "boolean" | "object" | "array" | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly format?: string | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly properties?: { readonly [name: string]: Property } | undefined;
  readonly items?: Property | undefined;
}

const Property: z.ZodType<Property> = z.lazy(() =>
  z.object({
    type: z.enum(["string", "number", "integer", "boolean", "object", "array"]).optional(),
    title: z.string().max(200).optional(),
    description: z.string().max(1000).optional(),
    format: z.string().max(40).optional(),
    enum: z.array(z.union([z.string().max(200), z.number()])).min(1).max(100).optional(),
    properties: z.record(z.string().min(1).max(80), Property).optional(),
    items: Property.optional(),
  })
);

/** Keywords other than those above are allowed and not looked at. */
export const FieldSchema = z.object({
  type: z.literal("object").default("object"),
  title: z.string().max(200).optional(),
  description: z.string().max(1000).optional(),
  properties: z.record(z.string().min(1).max(80), Property),
}).superRefine((schema, context) => {
  const { fields, depth } = sizeOf(schema);
  if (fields === 0) context.addIssue({ code: "custom", message: "Name at least one property" });
  if (fields > MAX_FIELDS) context.addIssue({ code: "custom", message: `Name at most ${MAX_FIELDS} properties` });
  if (depth > MAX_DEPTH) context.addIssue({ code: "custom", message: `Nest at most ${MAX_DEPTH} deep` });
});
export type FieldSchema = z.infer<typeof FieldSchema>;

function sizeOf({ properties = {}, items }: Property, level = 0): { fields: number; depth: number } {
  let fields = 0, depth = level;
  for (const child of [...Object.values(properties), ...(items ? [items] : [])]) {
    const inner = sizeOf(child, level + 1);
    fields += 1 + inner.fields;
    depth = Math.max(depth, inner.depth);
  }
  return { fields, depth };
}
