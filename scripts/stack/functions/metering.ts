/**
 * What invocations cost, for benches and tests.
 *
 * Requests of one isolate run on one thread, so what each of them used cannot be told apart: an invocation is charged
 * with all that its isolate used while it lasted, an upper bound that is exact when it was alone.
 *
 * @module
 */
import type { Ending } from "./isolate.ts";

export interface Invocation {
  readonly function: string;
  /** The isolate that served it: `SB_EXECUTION_ID`. */
  readonly executionId: string;
  readonly cpuMs: number;
  /** The isolate's highest so far, as seen from outside: an upper bound. */
  readonly peakMemoryMb: number;
  /** From the request to the end of its answer and of its background work. */
  readonly wallMs: number;
  readonly ended: Ending;
}

export interface IsolateUsage {
  readonly function: string;
  readonly executionId: string;
  /** Over the isolate's life, without Deno's own start. */
  readonly cpuMs: number;
  readonly memoryMb: number;
  readonly peakMemoryMb: number;
  /** From the start of the process until it served; undefined while it starts. */
  readonly bootMs: number | undefined;
  readonly openWork: number;
  readonly state: "spare" | "active" | "retired";
}

export interface Metering {
  readonly invocations: readonly Invocation[];
  readonly isolates: readonly IsolateUsage[];
}

const REMEMBERED = 5000;

/** The latest invocations, oldest first. */
export class InvocationLog {
  readonly #ring: Invocation[] = [];

  add(invocation: Invocation): void {
    this.#ring.push(invocation);
    if (this.#ring.length > REMEMBERED) this.#ring.shift();
  }

  list(): readonly Invocation[] {
    return [...this.#ring];
  }
}
