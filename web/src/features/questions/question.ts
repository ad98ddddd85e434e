/**
 * A question of a worksheet, as its row says it.
 *
 * @module
 */
import type { Reading } from "../../../../supabase/functions/_shared/pipelines/questions/reading.ts";
import type { PdfBox } from "../../ui/pdf/rectangle.ts";

export interface Option {
  /** Empty where none is printed. */
  readonly label: string;
  readonly text: string;
}

export interface Part extends Option {
  readonly marks?: number | null;
  readonly options?: readonly Option[];
  readonly parts?: readonly Part[];
}

export type QuestionBox = Reading["boxes"][number];

export const TAGS = ["subject", "topic", "type", "difficulty"] as const;
export type Tags = { readonly [tag in typeof TAGS[number]]?: string | undefined };

export type QuestionStatus = "draft" | "approved";

/** What a reviewer can change: what an extraction reads, and whether it is approved. */
export interface Fields extends Omit<Reading, "parts" | "options" | "tags" | "confidence"> {
  readonly parts: readonly Part[];
  readonly options: readonly Option[];
  readonly tags: Tags;
  readonly status: QuestionStatus;
}

export interface Question extends Fields {
  readonly id: string;
  readonly job_id: string;
  readonly owner: string;
  readonly confidence: number | null;
  readonly edited_by_person: boolean;
  /** What a later extraction read instead. */
  readonly proposed: Partial<Fields> | null;
  readonly version: number;
}

export const FIELDS = [
  "section",
  "number",
  "stem",
  "text",
  "parts",
  "options",
  "marks",
  "boxes",
  "tags",
  "status",
  "position",
  "crop_path",
] as const satisfies readonly (keyof Fields)[];

/** What a question says, without its place, its picture and what was thought of it. */
export const CONTENT = FIELDS.filter((field) => !["status", "position", "crop_path"].includes(field));

/** Below this somebody should look twice. */
const SURE = 0.7;

export function needsLook({ status, confidence, proposed }: Question): boolean {
  return proposed !== null || (status === "draft" && confidence !== null && confidence < SURE);
}

/** "Question 3", or what can be said of one without a number. */
export function nameOf({ number }: Pick<Question, "number">): string {
  return number === "" ? "Question without a number" : `Question ${number}`;
}

export function inOrder(questions: Iterable<Question>): Question[] {
  return [...questions].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

export function pdfBoxOf({ x0, y0, x1, y1 }: QuestionBox): PdfBox {
  return [x0, y0, x1, y1];
}

export function questionBoxOf(page: number, [x0, y0, x1, y1]: PdfBox): QuestionBox {
  return { page, x0, y0, x1, y1 };
}

/** Sub-parts with those below them, in order. */
export function allParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => [part, ...allParts(part.parts ?? [])]);
}

/** Its marks; where none are printed for the whole, those of its parts. */
export function marksOf({ marks, parts }: Pick<Question, "marks" | "parts">): number | null {
  if (marks !== null) return marks;
  const of = allParts(parts).flatMap(({ marks }) => marks ?? []);
  return of.length === 0 ? null : of.reduce((sum, one) => sum + one, 0);
}
