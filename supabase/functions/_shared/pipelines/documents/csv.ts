/**
 * The result as tables: a line for each document, a column for each field that any of them has; and a line for each
 * entry of a list, such as an invoice's lines.
 *
 * @module
 */
import { csvLine } from "../../documents/csv/write.ts";
import type { DocumentResult } from "./result.ts";

const FIRST = ["file", "pages", "type", "confidence", "language", "text_source", "method", "summary"] as const;

/** `line_items.0.amount`: the list, the entry and what is told of it. */
const ENTRY = /^(.+?)\.(\d+)(?:\.(.+))?$/;

export function csvOf(documents: readonly DocumentResult[]): string {
  const names = [...new Set(documents.flatMap((document) => Object.keys(document.fields)))]
    .filter((name) => !ENTRY.test(name));
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

/** @returns undefined when there are no lists */
export function listsCsvOf(documents: readonly DocumentResult[]): string | undefined {
  const names = new Set<string>();
  const rows = documents.flatMap((document) => {
    const entries = new Map<
      string,
      { readonly list: string; readonly at: number; readonly cells: Map<string, string> }
    >();
    for (const [path, { value }] of Object.entries(document.fields)) {
      const [, list, at, name = "value"] = ENTRY.exec(path) ?? [];
      if (list === undefined) continue;
      const key = `${list}.${at}`;
      const entry = entries.get(key) ?? { list, at: Number(at), cells: new Map() };
      entries.set(key, entry);
      entry.cells.set(name, String(value ?? ""));
      names.add(name);
    }
    return [...entries.values()].map((entry) => ({ ...entry, file: document.file }));
  });
  if (rows.length === 0) return undefined;
  const columns = [...names];
  const lines = rows.map(({ file, list, at, cells }) =>
    csvLine([file, list, String(at + 1), ...columns.map((name) => cells.get(name) ?? "")])
  );
  return csvLine(["file", "list", "entry", ...columns]) + lines.join("");
}
