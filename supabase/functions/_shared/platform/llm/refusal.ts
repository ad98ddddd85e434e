/**
 * What an endpoint's refusal means: whether it is worth asking again, when, and what to tell.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { type Exchanged, NO_ANSWER, TOO_SLOW } from "./exchange.ts";

/** An account that has no credit is answered with 429, too, and waiting does not help. */
const NO_CREDIT = /insufficient_quota|insufficient.{0,20}(?:credit|balance|funds)|billing/i;

export function isTransient({ status, text }: Exchanged): boolean {
  if (status === 429) return !NO_CREDIT.test(text);
  return status === NO_ANSWER || status === TOO_SLOW || status === 408 || status === 409 || status === 425 ||
    status >= 500;
}

const BASE_MS = 500;

/** As long as the endpoint says, or twice as long as before with full jitter. */
export function waitBefore(tries: number, headers: Headers, random = Math.random): number {
  return retryAfter(headers, Date.now()) ?? BASE_MS * 2 ** (tries - 1) * random();
}

/** Milliseconds that `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date). */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const said = headers.get("retry-after")?.trim();
  if (!said) return undefined;
  const milliseconds = /^\d+(?:\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

export function refusalOf(got: Exchanged, waitMs: number): JobError {
  const cause = `${got.status}: ${got.text.slice(0, 200)}`;
  const { status } = got;
  if (isTransient(got)) {
    const detail = status === 429
      ? "The language model takes no more requests for now."
      : status === TOO_SLOW
      ? "The language model does not answer in time."
      : "The language model does not answer.";
    const seconds = Math.ceil(waitMs / 1000);
    return new JobError("llm_unavailable", `${detail} Try again later.`, {
      transient: true,
      retryAfter: seconds,
      cause,
    });
  }
  if (status === 401 || status === 403) {
    return new JobError("llm_misconfigured", "The language model refuses the key. Correct LLM_API_KEY.", { cause });
  }
  if (status === 402 || status === 429) {
    return new JobError("llm_misconfigured", "The language model's account has no credit left. Top it up.", { cause });
  }
  if (status === 404 || status >= 300 && status < 400) {
    return new JobError("llm_misconfigured", "There is no such language model. Correct LLM_BASE_URL and LLM_MODEL.", {
      cause,
    });
  }
  if (status === 413 || /context.{0,10}(?:length|window)|too (?:long|large|many tokens)/i.test(got.text)) {
    return new JobError("llm_too_long", "The document is longer than the language model can read.", { cause });
  }
  return new JobError("llm_refused", "The language model refuses the request.", { cause });
}
