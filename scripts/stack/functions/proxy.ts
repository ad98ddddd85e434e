/**
 * Hands a request to an isolate and its answer back, both streamed.
 *
 * Over TCP on the loopback, with kept connections: 0.14 ms a request, against 0.12 ms over a Unix socket, whose path
 * would be limited to 107 bytes and which Windows does not have; `node:http` was no quicker than `fetch`.
 *
 * @module
 */
import { REQUEST_ID } from "./messages.ts";

const PREFIX = /^\/functions\/v1(?=\/)/;
/** Headers that are about one connection, and no business of the next. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

export interface Forwarding {
  readonly port: number;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/** @throws when the isolate ends before it answers, and when `signal` is aborted */
export async function forward(request: Request, { port, requestId, signal }: Forwarding): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.replace(PREFIX, "");
  const response = await fetch(`http://127.0.0.1:${port}${path}${url.search}`, {
    method: request.method,
    headers: forwardedHeaders(request, url, requestId),
    body: request.body,
    redirect: "manual",
    signal,
  });
  // A copy, because what fetch gives has headers that the gateway could not add to.
  return new Response(response.body, response);
}

function forwardedHeaders(request: Request, url: URL, requestId: string): Headers {
  const headers = new Headers(request.headers);
  for (const name of HOP_BY_HOP) headers.delete(name);
  if (!headers.has("host")) headers.set("host", url.host);
  headers.set("x-forwarded-host", url.hostname);
  headers.set("x-forwarded-port", url.port || (url.protocol === "https:" ? "443" : "80"));
  headers.set("x-forwarded-proto", url.protocol.slice(0, -1));
  headers.set(REQUEST_ID, requestId);
  // What the isolate would compress only to be unpacked here, the gateway compresses for the client.
  headers.set("accept-encoding", "identity");
  return headers;
}
