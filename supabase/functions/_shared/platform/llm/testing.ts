/**
 * A server for tests that speaks the chat completions protocol and says what the test tells it to say. It is no language
 * model: what a model makes of a prompt is not tested with it, only what is sent and what becomes of the answers.
 *
 * @module
 */
import { createLlm, type Llm } from "../llm.ts";
import type { LlmSettings } from "../config.ts";
import type { Message } from "./prompt.ts";

export interface Asked {
  readonly path: string;
  readonly authorization: string | null;
  readonly body: {
    readonly model: string;
    readonly messages: readonly Message[];
    readonly response_format?: { readonly type: string };
    readonly [name: string]: unknown;
  };
}

/** An answer to one request: a text as the model's, or a whole response. */
export type Said = string | Response | ((asked: Asked) => string | Response | Promise<string | Response>);

export interface LlmServer extends AsyncDisposable {
  readonly asked: Asked[];
  readonly baseUrl: string;
  readonly settings: LlmSettings;
  readonly llm: Llm;
}

/** @param replies one a request, in this order; the last one for all further requests */
export function startLlmServer(replies: readonly Said[], settings: Partial<LlmSettings> = {}): LlmServer {
  const asked: Asked[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const each: Asked = {
      path: new URL(request.url).pathname,
      authorization: request.headers.get("authorization"),
      body: await request.json(),
    };
    asked.push(each);
    const reply = replies[Math.min(asked.length, replies.length) - 1]!;
    const said = typeof reply === "function" ? await reply(each) : reply;
    return typeof said === "string" ? completion(said) : said.clone();
  });
  const baseUrl = `http://127.0.0.1:${server.addr.port}/v1`;
  const whole: LlmSettings = {
    baseUrl,
    apiKey: "a-key",
    model: "a-model",
    prices: { input: 1, output: 2 },
    maxCharacters: 10_000,
    timeoutMs: 20_000,
    ...settings,
  };
  return { asked, baseUrl, settings: whole, llm: createLlm(whole), [Symbol.asyncDispose]: () => server.shutdown() };
}

/** What a model's answer looks like. */
export function completion(content: string, usage: unknown = { prompt_tokens: 100, completion_tokens: 10 }): Response {
  return Response.json({
    id: "chatcmpl-1",
    object: "chat.completion",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
    usage,
  });
}

export function refuses(status: number, message: string, headers: HeadersInit = {}): Response {
  return Response.json({ error: { message } }, { status, headers });
}
