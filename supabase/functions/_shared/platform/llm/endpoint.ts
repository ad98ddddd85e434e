/**
 * One endpoint: what it is sent, what it understands, and how long it is waited for.
 *
 * @module
 */
import { z } from "zod";
import { JobError } from "../../jobs/errors.ts";
import type { LlmSettings } from "../config.ts";
import { exchange } from "./exchange.ts";
import { isTransient, refusalOf, waitBefore } from "./refusal.ts";
import type { Message } from "./prompt.ts";
import type { Counted } from "./usage.ts";

export interface Completion {
  readonly messages: readonly Message[];
  readonly jsonSchema: Record<string, unknown>;
  readonly signal: AbortSignal;
}

const MOST_TRIES = 4;
/** Of output: the longest answers to questions of ours have some hundreds. */
const MOST_TOKENS = 4096;
/** An invocation cannot last: what is told to wait longer than this goes back to the queue. */
const LONGEST_WAIT_MS = 10_000;

/** Parts of a request that not every endpoint understands, with what to say in their stead. */
const OPTIONAL: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "json_schema", pattern: /json_schema|response_format/i },
  { name: "json_object", pattern: /json_object|response_format/i },
  { name: "temperature", pattern: /temperature/i },
  { name: "max_tokens", pattern: /max_tokens/i },
];

export class Endpoint {
  /** What this endpoint has been found not to understand. */
  readonly #leftOut = new Set<string>();

  constructor(private readonly settings: LlmSettings) {}

  /** @throws {JobError} whose type begins with `llm_`; the signal's reason when it is aborted */
  async complete(completion: Completion): Promise<Counted> {
    const { baseUrl, apiKey, timeoutMs } = this.settings;
    const until = performance.now() + timeoutMs;
    for (let tries = 1;;) {
      const remainingMs = Math.max(1, until - performance.now());
      const { signal } = completion;
      const got = await exchange({
        url: `${baseUrl}/chat/completions`,
        apiKey,
        body: this.#body(completion),
        timeoutMs: remainingMs,
        signal,
      });
      if (got.status >= 200 && got.status < 300) return replyOf(got.text);
      if (got.status === 400 && this.#leaveOut(got.text)) continue;
      const wait = waitBefore(tries, got.headers);
      const mayTryAgain = isTransient(got) && tries++ < MOST_TRIES && wait <= LONGEST_WAIT_MS &&
        performance.now() + wait < until;
      if (!mayTryAgain) throw refusalOf(got, wait);
      await pause(wait, signal);
    }
  }

  #body({ messages, jsonSchema }: Completion): unknown {
    const has = (name: string) => !this.#leftOut.has(name);
    const format = has("json_schema")
      ? { type: "json_schema", json_schema: { name: "answer", schema: jsonSchema } }
      : has("json_object")
      ? { type: "json_object" }
      : undefined;
    return {
      model: this.settings.model,
      messages,
      ...(format && { response_format: format }),
      ...(has("temperature") && { temperature: 0 }),
      [has("max_tokens") ? "max_tokens" : "max_completion_tokens"]: MOST_TOKENS,
    };
  }

  /** @returns whether the request will be another one now */
  #leaveOut(complaint: string): boolean {
    const found = OPTIONAL.find(({ name, pattern }) => !this.#leftOut.has(name) && pattern.test(complaint));
    if (found) this.#leftOut.add(found.name);
    return found !== undefined;
  }
}

const Reply = z.object({
  choices: z.array(z.object({
    finish_reason: z.string().nullish(),
    message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
  })).min(1),
  usage: z.object({
    prompt_tokens: z.number().nonnegative().optional(),
    completion_tokens: z.number().nonnegative().optional(),
    cost: z.number().nonnegative().optional(),
  }).nullish(),
});

function replyOf(text: string): Counted {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch { /* told below */ }
  const reply = Reply.safeParse(data);
  if (!reply.success) {
    throw new JobError(
      "llm_misconfigured",
      "What LLM_BASE_URL names does not speak as a language model does. Correct it.",
      { cause: text.slice(0, 200) },
    );
  }
  const { choices, usage } = reply.data;
  const [choice] = choices;
  if (choice!.finish_reason === "content_filter" || choice!.message.refusal) {
    throw new JobError("llm_refused", "The language model refuses to read this document.", {
      cause: choice!.message.refusal,
    });
  }
  return {
    text: choice!.message.content ?? "",
    inputTokens: usage?.prompt_tokens,
    outputTokens: usage?.completion_tokens,
    cost: usage?.cost,
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal.reason);
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", stop);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  });
}
