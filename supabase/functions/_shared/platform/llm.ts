/**
 * Asks a language model about a document, through any endpoint that speaks OpenAI's chat completions.
 *
 * The answer is data that fits a schema, or an error; the model has no tools, and nothing that it says is acted upon.
 *
 * Plain `fetch` and no client library: what those would cost an isolate to load is said in `llm/README.md`.
 *
 * @module
 */
import { z } from "zod";
import { getLlmSettings, type LlmSettings } from "./config.ts";
import { parseAnswer } from "./llm/answer.ts";
import { Endpoint } from "./llm/endpoint.ts";
import { excerpt, messagesFor, type Rejected } from "./llm/prompt.ts";
import { add, costOf, NOTHING_USED, type Usage } from "./llm/usage.ts";
import { JobError } from "../jobs/errors.ts";

export type { Usage };

export interface Question<Value> {
  /** What is wanted, in our own words. Nothing that a user or a document says belongs in here. */
  readonly instructions: string;
  /** What to look at: untrusted, whatever it says. Cut in its midst when it is longer than the settings allow. */
  readonly document: string;
  /** What the answer has to fit. */
  readonly schema: z.ZodType<Value>;
  /** The same as JSON Schema, where it is not to be made from {@link schema}: a caller's own. */
  readonly jsonSchema?: Record<string, unknown>;
  readonly signal: AbortSignal;
}

export interface Answer<Value> {
  readonly value: Value;
  readonly usage: Usage;
}

export interface Llm {
  readonly model: string;
  /** All that was used through this client, by questions that came to nothing, too. */
  readonly used: Usage;
  /**
   * @throws {JobError} whose type begins with `llm_`: transient when the endpoint may answer later, permanent when it
   * will not (a refused key, an unknown model, an answer that does not fit the schema at the second try either)
   */
  ask<Value>(question: Question<Value>): Promise<Answer<Value>>;
}

/** The model that the environment names; undefined when it names none. */
export function llmFromEnvironment(): Llm | undefined {
  const settings = getLlmSettings();
  return settings && createLlm(settings);
}

export function createLlm(settings: LlmSettings): Llm {
  const endpoint = new Endpoint(settings);
  let total: Usage = NOTHING_USED;
  return {
    model: settings.model,
    get used() {
      return total;
    },
    async ask({ instructions, document, schema, jsonSchema = jsonSchemaOf(schema), signal }) {
      const task = { instructions, jsonSchema, document: excerpt(document, settings.maxCharacters) };
      let usage: Usage = NOTHING_USED, rejected: Rejected | undefined;
      for (;;) {
        const messages = messagesFor(task, rejected);
        const reply = await endpoint.complete({ messages, jsonSchema, signal });
        const used = costOf(reply, messages, settings.prices);
        usage = add(usage, used);
        total = add(total, used);
        const answer = parseAnswer(reply.text, schema);
        if ("value" in answer) return { value: answer.value, usage };
        if (rejected) {
          throw new JobError(
            "llm_invalid_answer",
            "The language model gave no answer that fits, twice. Try again, or choose another model.",
            { cause: answer.mistakes },
          );
        }
        rejected = { answer: reply.text, mistakes: answer.mistakes };
      }
    },
  };
}

function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}
