/**
 * One request and its whole answer, within a time and a size.
 *
 * @module
 */
export interface Request {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly body: unknown;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Exchanged {
  /** 0 when there was no answer, -1 when it took too long. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export const NO_ANSWER = 0;
export const TOO_SLOW = -1;

/** An answer of a few hundred tokens has some kilobytes. */
const MOST_BYTES = 2 * 1024 * 1024;

/** @throws what `signal` was aborted with; nothing else */
export async function exchange({ url, apiKey, body, timeoutMs, signal }: Request): Promise<Exchanged> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify(body),
      // The documents are for this endpoint, not for whatever it names.
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    });
    return { status: response.status, headers: response.headers, text: await textOf(response) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const status = timeout.aborted ? TOO_SLOW : NO_ANSWER;
    return { status, headers: new Headers(), text: (error as Error).message };
  }
}

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "", size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`The answer has more than ${MOST_BYTES} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
