/**
 * The options of a kind as fields of a form, read from the one schema that the API checks them with.
 *
 * @module
 */
import { z } from "zod";
import type { JobKind } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { DocumentsOptions } from "../../../../supabase/functions/_shared/pipelines/documents/options.ts";
import { FillablePdfOptions } from "../../../../supabase/functions/_shared/pipelines/fillable-pdf/options.ts";
import { PdfToCsvOptions } from "../../../../supabase/functions/_shared/pipelines/pdf-to-csv/options.ts";
import { QuestionsOptions } from "../../../../supabase/functions/_shared/pipelines/questions/options.ts";
import { SpreadsheetOptions } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/options.ts";

const SCHEMAS: Record<JobKind, z.ZodObject> = {
  "pdf-to-csv": PdfToCsvOptions,
  "fillable-pdf": FillablePdfOptions,
  "spreadsheet": SpreadsheetOptions,
  "documents": DocumentsOptions,
  "questions": QuestionsOptions,
};

export interface Field {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: "text" | "choice" | "switch" | "number" | "choices" | "rows" | "json" | "secret";
  /** Of a choice or several. */
  readonly choices: readonly string[];
  /** Of rows. */
  readonly columns: readonly Column[];
  readonly preset: unknown;
  /** What may be written; undefined when none was given. */
  readonly example: unknown;
}

export interface Column {
  readonly name: string;
  readonly title: string;
}

export type Options = Readonly<Record<string, unknown>>;

export function fieldsOf(kind: JobKind): Field[] {
  const { properties = {} } = z.toJSONSchema(SCHEMAS[kind], { io: "input" });
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (typeof schema === "boolean") return [];
    const type = typeOf(schema);
    const items = typeof schema.items === "object" && !Array.isArray(schema.items) ? schema.items : undefined;
    return type
      ? [{
        name,
        title: schema.title ?? name,
        description: schema.description ?? "",
        type,
        choices: (schema.enum ?? items?.enum ?? []).map(String),
        columns: columnsOf(items?.properties ?? {}),
        preset: schema.default,
        example: schema.examples?.[0],
      }]
      : [];
  });
}

/**
 * Lists and objects are not for a form unless they say by `editor` how they are to be filled in; what is asked for
 * elsewhere in the client says `none`.
 */
function typeOf(schema: JsonSchema): Field["type"] | undefined {
  if (schema.enum) return "choice";
  const editor = schema["editor"];
  if (editor === "none") return undefined;
  if (editor === "rows" || editor === "json" || editor === "secret") return editor;
  const items = schema.items;
  if (schema.type === "array" && typeof items === "object" && !Array.isArray(items) && items.enum) return "choices";
  return TYPES[String(schema.type)];
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

function columnsOf(properties: JsonSchema["properties"] & object): Column[] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === "object" && schema.type === "string" ? [{ name, title: schema.title ?? name }] : []
  );
}

const TYPES: Record<string, Field["type"]> = {
  string: "text",
  boolean: "switch",
  number: "number",
  integer: "number",
};

/** What is wrong with the options, by field. */
export function mistakesIn(kind: JobKind, options: Options): Record<string, string> {
  const { error } = SCHEMAS[kind].safeParse(options);
  return Object.fromEntries((error?.issues ?? []).map((issue) => [String(issue.path[0]), issue.message]));
}
