import { callbackHost } from "./target.ts";

export interface Received {
  method: string;
  path: string;
  headers: Headers;
  body: string;
  at: number;
}

/** All interfaces only where the database is on another machine, or in a container. */
const LISTEN_ON = callbackHost === "127.0.0.1" ? callbackHost : "0.0.0.0";

/** An HTTP server of the test's own that the database calls. */
export class Receiver {
  readonly requests: Received[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #arrived = Promise.withResolvers<void>();

  /** @param answer what is answered; by default an empty 200 */
  constructor(answer: (request: Received) => Response | Promise<Response> = () => new Response()) {
    this.#server = Deno.serve({ hostname: LISTEN_ON, port: 0, onListen: () => {} }, async (request) => {
      const at = performance.now();
      const url = new URL(request.url);
      const { method, headers } = request;
      const received = { method, headers, path: url.pathname + url.search, body: await request.text(), at };
      this.requests.push(received);
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
      return await answer(received);
    });
  }

  get url(): string {
    return `http://${callbackHost}:${this.#server.addr.port}`;
  }

  /** Resolves when so many requests have arrived; rejects when that takes too long. */
  async until(count: number, patience = 10_000): Promise<void> {
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => timeout.reject(new Error(`${this.requests.length} of ${count} requests arrived within ${patience} ms.`)),
      patience,
    );
    try {
      while (this.requests.length < count) await Promise.race([this.#arrived.promise, timeout.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
