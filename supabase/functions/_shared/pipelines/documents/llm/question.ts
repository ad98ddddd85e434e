/**
 * What a language model is asked about a document, and what its answer has to fit.
 *
 * The question is made of the job's options alone: nothing that a document says is in it.
 *
 * @module
 */
import { z } from "zod";
import { OTHER_FIELDS, TYPE_FIELDS } from "../analyze/type_fields.ts";
import { BUILT_IN, BUILT_IN_NAMES, type BuiltInName, OTHER } from "../classify/types.ts";
import { builtInOf } from "../classify/wanted.ts";
import type { DocumentsOptions } from "../options.ts";
import type { FieldSchema, Property } from "../schema.ts";

export interface Leaf {
  /** `total`, `address.city`, `line_items.#.amount`, where `#` stands for a number. */
  readonly path: string;
  readonly property: Property;
}

const SaidField = z.object({
  name: z.string().max(200),
  value: z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]),
  quote: z.string().max(4000).nullish(),
});
export type SaidField = z.infer<typeof SaidField>;

export interface Said {
  readonly type: string;
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly language?: string | null | undefined;
  readonly summary?: string | undefined;
  readonly fields?: readonly SaidField[] | undefined;
}

export interface Question {
  readonly instructions: string;
  readonly schema: z.ZodType<Said>;
}

const MOST_FIELDS = 400;

export function questionFor(options: DocumentsOptions): Question {
  const names = typesOf(options).map(({ name }) => name);
  const analyzes = options.task === "analyze";
  const schema = z.object({
    type: z.enum(names as [string, ...string[]]).describe(describeTypes(options)),
    confidence: z.number().min(0).max(1).describe("How sure the type is."),
    evidence: z.array(z.string().max(300)).max(6).describe(
      "The words that decided the type, copied from the document.",
    ),
    language: z.string().max(10).nullish().describe("ISO 639-1 code."),
    ...(analyzes && {
      summary: z.string().max(600).describe("The document in one or two sentences."),
      fields: z.array(SaidField).max(MOST_FIELDS).describe(describeFields(options)),
    }),
  }).superRefine((said, context) => checkFields(said as Said, options, context));
  return { instructions: analyzes ? ANALYZE : CLASSIFY, schema: schema as unknown as z.ZodType<Said> };
}

const CLASSIFY = "Tell the type of the document, how sure it is, and the words in it that decide.";
const ANALYZE =
  `${CLASSIFY} Then read out the fields that the document has; leave out what is not there and guess nothing. ` +
  "A field's value is normalised: dates as YYYY-MM-DD, amounts as plain numbers. Its quote is the value as the document prints it, copied to the letter.";

function typesOf({ types }: DocumentsOptions): { name: string; description: string }[] {
  const wanted = types.length > 0
    ? types.map(({ name, description }) => ({ name, description }))
    : BUILT_IN_NAMES.map((name) => ({ name: name as string, description: BUILT_IN[name].description }));
  return wanted.some(({ name }) => name === OTHER)
    ? wanted
    : [...wanted, { name: OTHER, description: "None of these." }];
}

function describeTypes(options: DocumentsOptions): string {
  return typesOf(options).map(({ name, description }) => `${name}: ${description || name}`).join("\n");
}

/** The fields of a type: the caller's, or the built-in ones. */
function schemaOf(type: string, { types, schema }: DocumentsOptions): FieldSchema {
  const builtIn: BuiltInName | undefined = types.length === 0
    ? BUILT_IN_NAMES.find((name) => name === type)
    : builtInOf(type);
  return types.find(({ name }) => name === type)?.schema ?? schema ?? (builtIn ? TYPE_FIELDS[builtIn] : OTHER_FIELDS);
}

function describeFields(options: DocumentsOptions): string {
  if (options.schema && !options.types.some((type) => type.schema)) return list(options.schema);
  return typesOf(options).map(({ name }) => `For ${name}:\n${list(schemaOf(name, options))}`).join("\n");
}

function list(schema: FieldSchema): string {
  return leavesOf(schema).map(({ path, property }) => {
    const { title, description, format, type = "string" } = property;
    const choice = property.enum ? ` one of ${JSON.stringify(property.enum)}` : "";
    const words = [title, description].filter(Boolean).join(": ");
    return `- ${path} (${format ?? type}${choice})${words ? ` ${words}` : ""}`;
  }).join("\n");
}

/** The values that a schema asks for; those of lists have `#` in their path, for 0, 1, … */
export function leavesOf(schema: Property, path = ""): Leaf[] {
  const below = (name: string) => path === "" ? name : `${path}.${name}`;
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([name, child]) => leavesOf(child, below(name)));
  }
  if (schema.type === "array") return schema.items ? leavesOf(schema.items, below("#")) : [];
  return path === "" || schema.type === "object" ? [] : [{ path, property: schema }];
}

function checkFields({ type, fields = [] }: Said, options: DocumentsOptions, context: z.RefinementCtx): void {
  const leaves = leavesOf(schemaOf(type, options));
  fields.forEach((field, i) => {
    const leaf = leafOf(leaves, field.name);
    const mistake = leaf ? mistakeIn(field.value, leaf.property) : "there is no such field for this type";
    if (mistake) context.addIssue({ code: "custom", path: ["fields", i, field.name.slice(0, 40)], message: mistake });
  });
}

export function leafOf(leaves: readonly Leaf[], name: string): Leaf | undefined {
  const path = name.replace(/\[(\d+)\]/g, ".$1").split(".").map((part) => /^\d+$/.test(part) ? "#" : part).join(".");
  return leaves.find((leaf) => leaf.path === path);
}

function mistakeIn(value: SaidField["value"], { type, format, enum: choices }: Property): string | undefined {
  if (value === null) return undefined;
  if (choices && !choices.includes(value as string | number)) return `must be one of ${JSON.stringify(choices)}`;
  if (type === "number" && typeof value !== "number") return "must be a number";
  if (type === "integer" && !Number.isInteger(value)) return "must be a whole number";
  if (type === "boolean" && typeof value !== "boolean") return "must be true or false";
  if (type === "string" && typeof value !== "string" && !choices) return "must be a string";
  if (format === "date" && !/^\d{4}-\d\d-\d\d$/.test(String(value))) return "must be a date as YYYY-MM-DD";
  return undefined;
}
