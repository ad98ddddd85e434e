/**
 * The results to download: all questions as JSON, and as CSV with a row for each question and each of its parts.
 *
 * @module
 */
import { csvLine } from "../../documents/csv/write.ts";
import type { Part } from "./content/question.ts";
import type { Reading } from "./reading.ts";

export interface Worksheet {
  readonly file: string;
  readonly page_count: number;
  /** Pages that were read in their picture, and pages that could not be read at all. */
  readonly scanned_pages: readonly number[];
  readonly damaged_pages: readonly number[];
  readonly question_count: number;
  /** Of all questions together, where marks are printed. */
  readonly marks: number | null;
  readonly questions: readonly Omit<Reading, "position">[];
}

const COLUMNS = [
  "section",
  "number",
  "part",
  "text",
  "options",
  "marks",
  "pages",
  "subject",
  "topic",
  "type",
  "difficulty",
  "confidence",
  "stem",
];

/** What a row of the table says: a question in numbers and words. */
export type Told =
  & Pick<Reading, "section" | "number" | "text" | "options" | "parts" | "marks" | "tags" | "stem">
  & { readonly confidence: number | null; readonly boxes: readonly { readonly page: number }[] };

export function csvOf(questions: readonly Told[]): string {
  return csvLine(COLUMNS) + questions.map(rowsOf).join("");
}

function rowsOf(question: Told): string {
  const { section, number, text, options, marks, boxes, tags, confidence, stem } = question;
  const pages = [...new Set(boxes.map((box) => box.page))].join(" ");
  const row = (part: string, text: string, options: readonly { label: string; text: string }[], marks: number | null) =>
    csvLine([
      section ?? "",
      number,
      part,
      text,
      options.map((option) => option.label === "" ? option.text : `${option.label}) ${option.text}`).join("\n"),
      marks === null ? "" : String(marks),
      pages,
      tags.subject ?? "",
      tags.topic ?? "",
      tags.type ?? "",
      tags.difficulty ?? "",
      confidence === null ? "" : String(confidence),
      part === "" ? stem ?? "" : "",
    ]);
  const below = (parts: readonly Part[], path: string): string =>
    parts.map((part) => {
      const label = `${path}(${part.label})`;
      return row(label, part.text, part.options, part.marks) + below(part.parts, label);
    }).join("");
  return row("", text, options, marks) + below(question.parts, "");
}

/** A question's marks, or those of its parts together; null where none are printed. */
export function marksOf(
  { marks, parts }: { readonly marks: number | null; readonly parts: readonly Part[] },
): number | null {
  if (marks !== null) return marks;
  const printed = parts.map(marksOf).filter((each) => each !== null);
  return printed.length === 0 ? null : printed.reduce((sum, each) => sum + each, 0);
}
