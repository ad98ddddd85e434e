/**
 * The result as a table: a line for each document, a column for each field that any of them has.
 *
 * @module
 */
import { csvLine } from "../../documents/csv/write.ts";
import type { DocumentResult } from "./result.ts";

const FIRST = ["file", "pages", "type", "confidence", "language", "text_source", "method", "summary"] as const;

export function csvOf(documents: readonly DocumentResult[]): string {
  const names = [...new Set(documents.flatMap((document) => Object.keys(document.fields)))];
  const lines = documents.map((document) =>
    csvLine([
      document.file,
      document.pages ? [...new Set(document.pages)].join("-") : "",
      document.type ?? "",
      document.error ? "" : String(document.confidence),
      document.language ?? "",
      document.text_source ?? "",
      document.error ? "" : document.method,
      document.summary ?? "",
      ...names.map((name) => String(document.fields[name]?.value ?? "")),
      document.error?.detail ?? "",
    ])
  );
  return csvLine([...FIRST, ...names, "error"]) + lines.join("");
}
