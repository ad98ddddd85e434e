/**
 * How long an invocation goes on: until it has used its share of CPU, the isolate comes near its limit, or its wall-clock
 * time is over. Then it hands its job on to a fresh invocation.
 *
 * @module
 */
import type { Budget } from "../pipelines/pipeline.ts";
import type { CpuMeter } from "./cpu_meter.ts";

export interface BudgetLimits {
  /** CPU of one invocation, in milliseconds. */
  readonly cpuMs: number;
  /** CPU of the isolate over its life; the platform kills at 2,000. */
  readonly isolateCpuMs: number;
  /** Wall-clock time of one invocation. */
  readonly wallMs: number;
}

/** What fits the hosted limits with room to spare. */
export const EDGE_LIMITS: BudgetLimits = { cpuMs: 700, isolateCpuMs: 1600, wallMs: 20_000 };

/** Outside the Edge nothing is cut short, but a step may still ask how long it may go on. */
export const WORKER_LIMITS: BudgetLimits = { cpuMs: Infinity, isolateCpuMs: Infinity, wallMs: Infinity };

export class InvocationBudget implements Budget {
  readonly #startCpu: number;
  readonly #startWall = performance.now();
  #longestStep = 0;
  #lastMark: number;

  /** @param losses workers lost at this checkpoint: each halves the slices */
  constructor(private readonly meter: CpuMeter, private readonly limits: BudgetLimits, losses: number) {
    this.#startCpu = this.#lastMark = meter.usedMs;
    this.scale = 1 / 2 ** losses;
  }

  readonly scale: number;

  remainingCpuMs(): number {
    const used = this.meter.usedMs;
    return Math.max(0, Math.min(this.limits.cpuMs - (used - this.#startCpu), this.limits.isolateCpuMs - used));
  }

  /** To be called after each step. */
  stepEnded(): void {
    const used = this.meter.usedMs;
    this.#longestStep = Math.max(this.#longestStep, used - this.#lastMark);
    this.#lastMark = used;
  }

  /** Whether another step, as long as the longest so far, still fits. */
  allowsAnotherStep(): boolean {
    return this.remainingCpuMs() > this.#longestStep && performance.now() - this.#startWall < this.limits.wallMs;
  }
}
