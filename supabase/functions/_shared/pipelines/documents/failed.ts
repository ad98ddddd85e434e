/**
 * What is told of a file that could not be read.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { InputFile } from "../pipeline.ts";
import type { DocumentResult } from "./result.ts";

export function failed(file: InputFile, error: unknown): DocumentResult {
  const { type, detail } = error instanceof JobError ? error : unexpected(file, error);
  return {
    file: file.name,
    file_id: file.id,
    pages: null,
    type: null,
    confidence: 0,
    alternatives: [],
    evidence: [],
    language: null,
    fields: {},
    mentions: { dates: [], amounts: [], parties: [], identifiers: [] },
    summary: null,
    text_source: null,
    method: "offline",
    text_file: null,
    read_pages: [],
    warnings: [],
    error: { type, detail },
  };
}

/** What happened is for the log; the user is told what to do. */
function unexpected({ name }: InputFile, error: unknown): { type: string; detail: string } {
  if (error instanceof RangeError && /allocation|memory/i.test(error.message)) {
    const detail = `Cannot read ${name}: it takes more memory than there is. Split it and upload the parts.`;
    return { type: "out_of_memory", detail };
  }
  const what = "something went wrong on our side. Try again; if it happens again, report it with the job's id.";
  return { type: "internal", detail: `Cannot read ${name}: ${what}` };
}
