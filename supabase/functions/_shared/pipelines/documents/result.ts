/**
 * What `result.json` holds: the contract between the pipeline, the client and whoever downloads it.
 *
 * @module
 */
import { z } from "zod";

/**
 * Where something stands in its document.
 *
 * `bbox` is `[x0, y0, x1, y1]` in points of the page's own user space, y upwards; a picture is a page as large as it is at
 * its resolution (`read_pages` has the corners of each). Documents without pages (text, mail, HTML, DOCX) have `span` instead: `[start, end)` in characters of the
 * document's `text_file`. What was concluded and stands nowhere has neither.
 */
export const Place = z.object({
  page: z.number().int().min(1).nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  span: z.tuple([z.number().int(), z.number().int()]).nullable(),
});
export type Place = z.infer<typeof Place>;

/** Words that spoke for the type; `weight` is their share in the decision, greatest first. */
export const Evidence = Place.extend({ text: z.string(), weight: z.number().min(0).max(1) });
export type Evidence = z.infer<typeof Evidence>;

export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof Scalar>;

/** Who found it: a language model, rules, or the document's own data (an e-invoice). */
export const Method = z.enum(["llm", "offline", "xml"]);
export type Method = z.infer<typeof Method>;

/** One value. Dates are `2031-05-03`, amounts are numbers; `text` is what is printed. A value that was not found is null. */
export const FieldValue = Place.extend({
  value: Scalar,
  text: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  method: Method,
});
export type FieldValue = z.infer<typeof FieldValue>;

/** What the document mentions, whatever its type, in reading order. */
export const Mentions = z.object({
  dates: z.array(FieldValue),
  amounts: z.array(FieldValue.extend({ currency: z.string().nullable() })),
  parties: z.array(FieldValue),
  identifiers: z.array(FieldValue.extend({ kind: z.string() })),
});
export type Mentions = z.infer<typeof Mentions>;

/** A page that was read, with the corners of its visible part in the units of `bbox`. */
export const ReadPage = z.object({
  page: z.number().int().min(1),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  text_source: z.enum(["text", "ocr"]),
});

export const FileError = z.object({ type: z.string(), detail: z.string() });

export const DocumentResult = z.object({
  /** What the user calls the file. */
  file: z.string(),
  /** The job's input file: `job_files.id`. */
  file_id: z.string(),
  /** First and last page of the file that belong to this document; more than one document a file after a split. */
  pages: z.tuple([z.number().int(), z.number().int()]).nullable(),
  /** One of the types that were asked for, or `other`; null when the file could not be read. */
  type: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  /** The other types that came into question, most likely first. */
  alternatives: z.array(z.object({ type: z.string(), confidence: z.number() })),
  evidence: z.array(Evidence),
  /** ISO 639-1; null when it could not be told. */
  language: z.string().nullable(),
  /** By name; parts of nested values by path: `line_items.0.total`. */
  fields: z.record(z.string(), FieldValue),
  mentions: Mentions,
  summary: z.string().nullable(),
  text_source: z.enum(["text", "ocr"]).nullable(),
  method: Method,
  /** The output that holds the document's text, for documents without pages. */
  text_file: z.string().nullable(),
  read_pages: z.array(ReadPage),
  /** Sentences about what was left out. */
  warnings: z.array(z.string()),
  /** Why the file could not be read; then there is nothing but this, `file` and `file_id`. */
  error: FileError.optional(),
});
export type DocumentResult = z.infer<typeof DocumentResult>;

/** What a language model was asked, all documents together. */
export const Usage = z.object({
  model: z.string().nullable(),
  calls: z.number().int(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  /** In US dollars; null when the prices are not configured. */
  cost: z.number().nullable(),
});
export type Usage = z.infer<typeof Usage>;

export const DocumentsResult = z.object({
  /** Whether fields were asked for, or types only. */
  task: z.enum(["classify", "analyze"]),
  documents: z.array(DocumentResult),
  usage: Usage,
});
export type DocumentsResult = z.infer<typeof DocumentsResult>;

/** The job's summary: `jobs.result`. */
export type Summary = {
  documents: number;
  failed: number;
  by_type: { [type: string]: number };
  /** Documents read by OCR, and those that a language model read. */
  ocr: number;
  llm: number;
  input_tokens: number;
  output_tokens: number;
  cost: number | null;
  message: string;
};
