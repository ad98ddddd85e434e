/**
 * What a model said, as a value that fits the schema.
 *
 * @module
 */
import type { z } from "zod";

export type Parsed<Value> = { readonly value: Value } | { readonly mistakes: string };

const MOST_MISTAKES = 8;
const LONGEST_MISTAKE = 160;

export function parseAnswer<Value>(text: string, schema: z.ZodType<Value>): Parsed<Value> {
  let data: unknown;
  try {
    data = JSON.parse(jsonIn(text));
  } catch {
    return { mistakes: "it is no JSON." };
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return { value: parsed.data };
  const mistakes = parsed.error.issues.slice(0, MOST_MISTAKES).map(({ path, message }) =>
    `${path.join(".") || "the value"}: ${message}`.slice(0, LONGEST_MISTAKE)
  );
  return { mistakes: `${mistakes.join("; ")}.` };
}

/** Models think aloud and put fences around their answers, however often they are told not to. */
function jsonIn(text: string): string {
  const said = text.slice(text.lastIndexOf("</think>") + 1 ? text.lastIndexOf("</think>") + "</think>".length : 0);
  const starts = [said.indexOf("{"), said.indexOf("[")].filter((at) => at >= 0);
  const start = Math.min(...starts);
  const end = Math.max(said.lastIndexOf("}"), said.lastIndexOf("]"));
  return starts.length > 0 && end > start ? said.slice(start, end + 1) : said;
}
