/**
 * Questions as the HTTP API gives them: rows of `public.questions` as they are now, reviewed or not.
 *
 * @module
 */
import { z } from "zod";

const Option = z.object({ label: z.string(), text: z.string() });
const PartFields = { label: z.string(), text: z.string(), marks: z.number().nullable(), options: z.array(Option) };
const Innermost = z.object({ ...PartFields, parts: z.array(z.unknown()) });
const Part = z.object({ ...PartFields, parts: z.array(z.object({ ...PartFields, parts: z.array(Innermost) })) });

export const Question = z.object({
  id: z.uuid(),
  position: z.number(),
  section: z.string().nullable(),
  number: z.string(),
  stem: z.string().nullable(),
  text: z.string(),
  parts: z.array(Part),
  options: z.array(Option),
  marks: z.number().nullable(),
  pages: z.array(z.number().int()),
  boxes: z.array(
    z.object({ page: z.number().int(), x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() }),
  ),
  tags: z.record(z.string(), z.unknown()),
  confidence: z.number().nullable(),
  status: z.enum(["draft", "approved"]),
  edited_by_person: z.boolean(),
  updated_at: z.string(),
  version: z.number().int(),
});
export type Question = z.infer<typeof Question>;

/** With a link to its picture that opens for seven days; approved ones can be had anew whenever they are asked for. */
export const LinkedQuestion = Question.extend({ crop_url: z.string().nullable() });

export const ListQuestions = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  status: Question.shape.status.optional(),
  format: z.enum(["json", "csv"]).default("json"),
});

export const QuestionPage = z.object({
  data: z.array(LinkedQuestion),
  page: z.number().int(),
  has_next_page: z.boolean(),
});
