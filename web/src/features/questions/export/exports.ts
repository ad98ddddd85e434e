/**
 * Questions as files: JSON for programs, CSV for tables.
 *
 * @module
 */
import { csvOf } from "../../../../../supabase/functions/_shared/pipelines/pdf-to-csv/csv.ts";
import { type Option, type Part, type Question, TAGS } from "../question.ts";

/** What they say and where they stand, without what only the review needs. */
export function jsonOf(title: string, questions: readonly Question[]): string {
  const plain = questions.map((
    { id, number, section, stem, text, parts, options, marks, boxes, tags, status, confidence },
  ) => ({ id, number, section, stem, text, parts, options, marks, boxes, tags, status, confidence }));
  return JSON.stringify({ title, question_count: plain.length, questions: plain }, null, 2);
}

const COLUMNS = ["number", "section", "stem", "text", "parts", "options", "marks", "pages", ...TAGS, "status"];

/** A line for each question; safe to open in a spreadsheet. */
export function csvOfQuestions(questions: readonly Question[]): string {
  const rows = questions.map(({ number, section, stem, text, parts, options, marks, boxes, tags, status }) => [
    number,
    section ?? "",
    stem ?? "",
    text,
    parts.map((part) => partLine(part)).join("\n"),
    options.map(optionLine).join("\n"),
    marks === null ? "" : String(marks),
    [...new Set(boxes.map(({ page }) => page))].join(" "),
    ...TAGS.map((tag) => tags[tag] ?? ""),
    status,
  ]);
  return csvOf([COLUMNS, ...rows], ",");
}

function partLine(part: Part): string {
  const own = `${part.label} ${part.text}${part.marks == null ? "" : ` [${part.marks}]`}`.trim();
  const below = [...(part.options ?? []).map(optionLine), ...(part.parts ?? []).map(partLine)];
  return [own, ...below.map((line) => `  ${line.replaceAll("\n", "\n  ")}`)].join("\n");
}

function optionLine({ label, text }: Option): string {
  return `${label} ${text}`.trim();
}
