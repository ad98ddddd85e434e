/**
 * Tags by a language model, several questions at once. What it says is checked against a schema and never acted upon.
 *
 * @module
 */
import { z } from "zod";
import type { Llm } from "../../../platform/llm.ts";
import { allWordsOf, type Reading, type Tags } from "../reading.ts";
import { DIFFICULTIES, TYPES } from "./kinds.ts";

/** Questions in one request. */
export const BATCH = 12;
const LONGEST = 1200;

const Answer = z.object({
  questions: z.array(z.object({
    id: z.number().int(),
    subject: z.string().trim().min(1).max(60),
    topic: z.string().trim().min(1).max(80),
    type: z.enum(TYPES),
    difficulty: z.enum(DIFFICULTIES),
  })),
});

const INSTRUCTIONS =
  "The document is a list of questions from a school worksheet, each after its id. For each id give the school subject, the " +
  "topic within it (a few words), the type of answer that is wanted, and how hard it is for those it is meant for.";

/** Tags by index into `readings`; a question that the model left out has none. */
export async function modelTags(
  llm: Llm,
  readings: readonly Reading[],
  signal: AbortSignal,
): Promise<Map<number, Tags>> {
  const document = readings.map((reading, id) => `[${id}] ${allWordsOf(reading).slice(0, LONGEST)}`).join("\n\n");
  const { value } = await llm.ask({ instructions: INSTRUCTIONS, document, schema: Answer, signal });
  return new Map(
    value.questions.filter(({ id }) => id >= 0 && id < readings.length).map(({ id, ...tags }) => [id, tags]),
  );
}
