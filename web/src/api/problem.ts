/**
 * What went wrong, for people: our API's problem documents, Supabase's errors and a lost network become one error with
 * a `type` and a sentence.
 *
 * @module
 */

export class Problem extends Error {
  override readonly name = "Problem";

  constructor(readonly type: string, detail: string, readonly status = 0) {
    super(detail);
  }
}

const OFFLINE_SENTENCE = "Cannot reach the server. Check your connection; what you started goes on by itself.";

/** Reads `application/problem+json`, or whatever else an answer that is not ok holds. */
export async function problemFrom(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const { type, detail, message, error } = JSON.parse(text);
    const sentence = detail ?? message ?? error;
    if (typeof sentence === "string") return new Problem(String(type ?? "internal"), sentence, response.status);
  } catch {
    // Not JSON: a gateway's page, say. The status is all there is to tell.
  }
  return new Problem("internal", `The server answered ${response.status}. Try again in a moment.`, response.status);
}

/** The sentence to show for anything that was thrown. */
export function sentenceFor(error: unknown): string {
  if (isNetworkError(error)) return OFFLINE_SENTENCE;
  return error instanceof Error && error.message ? error.message : "Something went wrong. Try again in a moment.";
}

/** `fetch` throws a TypeError when no answer came at all. */
export function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.name === "AuthRetryableFetchError");
}
