/**
 * How long an invocation goes on: until it has used its share of CPU, the isolate comes near its limit, or its wall-clock
 * time is over. Then it hands its job on to a fresh invocation.
 *
 * @module
 */
import type { Budget } from "../pipelines/pipeline.ts";
import type { CpuMeter } from "./cpu_meter.ts";
import { within } from "./deadline.ts";

export interface BudgetLimits {
  /** CPU of one invocation, in milliseconds. */
  readonly cpuMs: number;
  /** CPU of the isolate over its life; the platform kills at 2,000. */
  readonly isolateCpuMs: number;
  /** Wall-clock time of one invocation. */
  readonly wallMs: number;
  /** Wall-clock time of one step: what it awaits may never answer, and heartbeats would keep its lease for ever. */
  readonly stepMs: number;
  /** How long jobs that are done may be followed by others of their kind. */
  readonly drainMs: number;
}

/** What opening a document and reading its first pages takes, with room: 100 to 450 ms measured on 2 cores. */
const FIRST_STEP_MS = 500;

/**
 * What fits the hosted limits (2 s of CPU for an isolate's life) with room for what an estimate may be wrong by. A step ends
 * before its isolate is killed (after 150 s at the earliest): jobs beside it need not die with it.
 */
export const EDGE_LIMITS: BudgetLimits = {
  cpuMs: 700,
  isolateCpuMs: 1600,
  wallMs: 20_000,
  stepMs: 140_000,
  drainMs: Infinity,
};

/** Outside the Edge nothing is cut short but what hangs, and a step may still ask how long it may go on. */
export const WORKER_LIMITS: BudgetLimits = {
  cpuMs: Infinity,
  isolateCpuMs: Infinity,
  wallMs: Infinity,
  stepMs: 300_000,
  drainMs: Infinity,
};

export class InvocationBudget implements Budget {
  readonly #startCpu: number;
  readonly #startWall = performance.now();
  readonly #startedAlone: boolean;
  #longestStep = 0;
  #steps = 0;
  scale = 1;

  constructor(private readonly meter: CpuMeter, private readonly limits: BudgetLimits) {
    this.#startCpu = meter.usedMs;
    this.#startedAlone = meter.isIdle;
  }

  /** Turns to another job; `losses` at its checkpoint halve its slices each. */
  turnTo(losses: number): void {
    this.#longestStep = 0;
    this.scale = 1 / 2 ** losses;
  }

  remainingCpuMs(): number {
    const used = this.meter.usedMs;
    return Math.max(0, Math.min(this.limits.cpuMs - (used - this.#startCpu), this.limits.isolateCpuMs - used));
  }

  /**
   * Does a step when the isolate has room for it.
   *
   * An invocation that found the isolate idle always does its first: the platform gives no new request to an isolate that
   * has used half of its CPU, so there is room whatever the estimate says, and without a step it would only hand on what it
   * was handed.
   *
   * @param signal aborted when the step is not to be waited for any longer
   * @returns undefined when there is no room
   */
  async step<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    const expected = this.#longestStep || FIRST_STEP_MS;
    const limit = this.#steps === 0 && this.#startedAlone ? Infinity : this.limits.isolateCpuMs;
    if (!await this.meter.admit(expected, limit)) return;
    this.#steps++;
    const before = this.meter.usedMs;
    try {
      // A step that is given up still runs: it is measured on, and no longer waited for.
      return await within(this.limits.stepMs, () => this.meter.measure(work), signal);
    } finally {
      this.meter.release(expected);
      this.#longestStep = Math.max(this.#longestStep, this.meter.usedMs - before);
    }
  }

  /** Whether another step, as long as the longest so far, still fits. */
  allowsAnotherStep(): boolean {
    return this.remainingCpuMs() > this.#longestStep && this.#elapsedMs() < this.limits.wallMs;
  }

  /** Whether another job of the same kind may follow. */
  allowsAnotherJob(): boolean {
    return this.allowsAnotherStep() && this.#elapsedMs() < this.limits.drainMs;
  }

  #elapsedMs(): number {
    return performance.now() - this.#startWall;
  }
}
