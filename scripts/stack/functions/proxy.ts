/**
 * Hands a request to an isolate and its answer back, both streamed.
 *
 * Over TCP on the loopback, with kept connections: 0.14 ms a request, against 0.12 ms over a Unix socket, whose path
 * would be limited to 107 bytes and which Windows does not have; `node:http` was no quicker than `fetch`.
 *
 * @module
 */
import { REQUEST_ID, WORKS_ON } from "./messages.ts";

const PREFIX = /^\/functions\/v1(?=\/)/;
/** Headers that are about one connection, and no business of the next. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

export interface Forwarding {
  /** Reaches the isolate whatever the URL says, so that the function sees the URL that the client asked for. */
  readonly connection: Deno.HttpClient;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Called when the request goes on after its answer. */
  worksOn(): void;
}

/** @throws when the isolate ends before it answers, and when `signal` is aborted */
export async function forward(
  request: Request,
  { connection, requestId, signal, worksOn }: Forwarding,
): Promise<Response> {
  const url = new URL(request.url);
  const headers = forwardedHeaders(request, url, requestId);
  url.pathname = url.pathname.replace(PREFIX, "");
  url.protocol = "http:";
  // Named, because `client` is Deno's own: where the browser's types are in scope, it would not be known.
  const init: RequestInit & { client: Deno.HttpClient } = {
    client: connection,
    method: request.method,
    headers,
    body: request.body,
    redirect: "manual",
    signal,
  };
  const response = await fetch(url, init);
  // A copy, because the headers of what fetch gives cannot be changed.
  const answer = new Response(response.body, response);
  if (answer.headers.has(WORKS_ON)) {
    answer.headers.delete(WORKS_ON);
    worksOn();
  }
  return answer;
}

function forwardedHeaders(request: Request, url: URL, requestId: string): Headers {
  const headers = new Headers(request.headers);
  for (const name of HOP_BY_HOP) headers.delete(name);
  headers.set("x-forwarded-host", url.hostname);
  headers.set("x-forwarded-port", url.port || (url.protocol === "https:" ? "443" : "80"));
  headers.set("x-forwarded-proto", url.protocol.slice(0, -1));
  headers.set(REQUEST_ID, requestId);
  // What the isolate would compress only to be unpacked here, the gateway compresses for the client.
  headers.set("accept-encoding", "identity");
  return headers;
}
