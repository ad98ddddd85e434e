/**
 * What a user can ask of the pipeline.
 *
 * @module
 */
import { z } from "zod";
import { OcrLanguages } from "../../documents/ocr/languages.ts";
import { FieldSchema } from "./schema.ts";

/** A type of document that is told apart. Without a schema, one that is built in has its own fields. */
export const WantedType = z.object({
  name: z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N}_ -]*$/u, "Use letters, digits, blanks, - and _").max(60)
    .meta({ title: "Name" }),
  description: z.string().trim().max(500).default("")
    .meta({ title: "Description", description: "What such a document is, and words that stand in it." }),
  schema: FieldSchema.optional(),
});
export type WantedType = z.infer<typeof WantedType>;

export const DocumentsOptions = z.object({
  task: z.enum(["analyze", "classify"]).default("analyze")
    .meta({ title: "What to do", description: "classify: tell the types only. analyze: also read out the fields." }),
  types: z.array(WantedType).max(50).default([])
    .refine(
      (types) => new Set(types.map(({ name }) => name.toLowerCase())).size === types.length,
      "Name each type once",
    )
    .meta({ title: "Types", description: "The types to tell apart. None: the built-in ones.", editor: "rows" }),
  schema: FieldSchema.optional()
    .meta({
      title: "Fields",
      description: "A JSON Schema: read these fields out of every document, whatever its type.",
      editor: "json",
      examples: [{ properties: { order_number: { type: "string" } } }],
    }),
  split: z.boolean().default(false)
    .meta({ title: "Split stacks", description: "A file may hold several documents, scanned one after the other." }),
  ocr: z.enum(["auto", "never", "always"]).default("auto")
    .meta({ title: "Text recognition", description: "auto: where a page has no usable text." }),
  languages: OcrLanguages,
  llm: z.enum(["auto", "off"]).default("auto")
    .meta({ title: "Language model", description: "auto: where one is configured. off: nothing leaves the system." }),
  max_pages: z.number().int().min(1).max(300).default(40)
    .meta({ title: "Pages", description: "Read at most so many pages of a file." }),
  password: z.string().max(127).default("")
    .meta({
      title: "Password",
      description: "Opens the PDFs that are encrypted, all with the same. It is forgotten when the job ends.",
      editor: "secret",
    }),
});
export type DocumentsOptions = z.infer<typeof DocumentsOptions>;
