/**
 * Tells the supervisor when the work that a request started is over: the response is sent, or given up by the client,
 * and what was handed to `EdgeRuntime.waitUntil` on its behalf has settled.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { WorkEvent } from "../messages.ts";
import { REQUEST_ID, WORKS_ON } from "../messages.ts";

interface Work {
  readonly id: string;
  open: number;
  background: boolean;
}

export class WorkLog {
  readonly #current = new AsyncLocalStorage<Work>();
  /** What was handed to `waitUntil` outside of any request. */
  readonly #module: Work = { id: "module", open: 0, background: true };
  readonly #send: (event: WorkEvent) => void;

  constructor(send: (event: WorkEvent) => void) {
    this.#send = send;
  }

  async track(request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>, handler: Deno.ServeHandler) {
    const work: Work = { id: request.headers.get(REQUEST_ID) ?? crypto.randomUUID(), open: 1, background: false };
    const close = () => this.#close(work);
    info.completed.then(close, close);
    const response = await this.#current.run(work, handler, request, info);
    return work.background ? worksOn(response) : response;
  }

  waitUntil<T>(promise: T): T {
    if (!(promise instanceof Promise)) return promise;
    const work = this.#current.getStore() ?? this.#module;
    if (work.open++ === 0 || !work.background) this.#send({ began: work.id });
    work.background = true;
    // Hosted ends the isolate when nobody handles the rejection. Whether somebody does cannot be seen from here, so it
    // is only told.
    promise.catch((error) => console.error("EdgeRuntime.waitUntil: the promise was rejected:", error))
      .finally(() => this.#close(work));
    return promise;
  }

  #close(work: Work): void {
    if (--work.open === 0) this.#send({ ended: work.id });
  }
}

/** The event that says so may come after the answer, and the next request before it. */
function worksOn(response: Response): Response {
  // A copy, because the headers of some responses cannot be changed.
  const marked = new Response(response.body, response);
  marked.headers.set(WORKS_ON, "1");
  return marked;
}
