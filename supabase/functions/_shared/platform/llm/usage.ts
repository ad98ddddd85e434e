/**
 * What answers cost.
 *
 * @module
 */
import type { Message } from "./prompt.ts";

export interface Usage {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** True when the endpoint did not count, so that four characters were taken for a token. */
  readonly isEstimated: boolean;
  /** Dollars; null when neither the endpoint nor the settings tell prices. */
  readonly cost: number | null;
}

export const NOTHING_USED: Usage = { requests: 0, inputTokens: 0, outputTokens: 0, isEstimated: false, cost: 0 };

export function add(a: Usage, b: Usage): Usage {
  return {
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    isEstimated: a.isEstimated || b.isEstimated,
    cost: a.cost === null || b.cost === null ? null : a.cost + b.cost,
  };
}

/** What an endpoint says of an answer's tokens. */
export interface Counted {
  readonly text: string;
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  /** Dollars, where the endpoint tells. */
  readonly cost: number | undefined;
}

const CHARACTERS_PER_TOKEN = 4;

export function costOf(
  reply: Counted,
  messages: readonly Message[],
  prices: { readonly input: number; readonly output: number } | undefined,
): Usage {
  const asked = messages.reduce((sum, { content }) => sum + content.length, 0);
  const inputTokens = reply.inputTokens ?? Math.ceil(asked / CHARACTERS_PER_TOKEN);
  const outputTokens = reply.outputTokens ?? Math.ceil(reply.text.length / CHARACTERS_PER_TOKEN);
  const priced = prices ? (inputTokens * prices.input + outputTokens * prices.output) / 1e6 : null;
  return {
    requests: 1,
    inputTokens,
    outputTokens,
    isEstimated: reply.inputTokens === undefined || reply.outputTokens === undefined,
    cost: reply.cost ?? priced,
  };
}
