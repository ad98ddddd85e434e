/**
 * The isolates of one function: which one takes a request, and when another is started.
 *
 * Hosted gives a request to an isolate that lives until that one's soft limits, and starts others as load asks for it.
 * Here likewise: isolates take many requests at once, and the one with the least work is next. Another is started, up
 * to {@link MAX_ISOLATES}, when all that there are compute, or have {@link SHARED_REQUESTS} requests, or work in the
 * background: work that goes on after the answer is heavy, and three heavy jobs in one isolate would exceed its CPU limit
 * together. Beyond that they share.
 *
 * A spare isolate, started and waiting, takes over when another retires or is killed, so that nobody waits for a boot.
 * It is started when it is likely to be needed, because each costs 40 to 90 MiB.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { Isolate, type IsolateOptions } from "./isolate.ts";
import type { IsolateUsage } from "./metering.ts";

const MAX_ISOLATES = Math.max(4, availableParallelism() + 1);
const SHARED_REQUESTS = 16;
/** An isolate that has used this share of its soft CPU limit, or of its memory, will soon need a successor. */
const SPARE_AT = 0.4;

export class FunctionPool {
  readonly #options: Omit<IsolateOptions, "onChange">;
  readonly #active = new Set<Isolate>();
  readonly #retired = new Set<Isolate>();
  #spare: Isolate | undefined;
  #worksInBackground = false;
  #stopped = false;

  constructor(options: Omit<IsolateOptions, "onChange">) {
    this.#options = options;
  }

  /** Starts a spare, and waits for it, unless an isolate is there already. */
  async warm(): Promise<void> {
    if (this.#active.size === 0) await this.#ensureSpare().listening;
  }

  /** The isolate that shall take the next request: `begin` must be called at once. */
  acquire(): Isolate {
    const free = [...this.#active].filter((isolate) => !this.#isBusy(isolate));
    if (free.length > 0) return leastWork(free);
    if (this.#active.size < MAX_ISOLATES) return this.#activate();
    return leastWork([...this.#active]);
  }

  /** Lets all isolates finish what they do; the next request gets a new one, which is started already. */
  renew(why: string): void {
    const wasWarm = this.#active.size > 0 || this.#spare !== undefined;
    for (const isolate of [...this.#active]) isolate.retire(why);
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined) {
      this.#retired.add(spare);
      spare.retire(why);
    }
    if (wasWarm) this.#ensureSpare();
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#all().map(([isolate]) => isolate.stop(graceMs)));
  }

  usage(): IsolateUsage[] {
    return this.#all().map(([isolate, state]) => ({
      function: this.#options.name,
      executionId: isolate.executionId,
      cpuMs: isolate.usage.cpuMs,
      memoryMb: isolate.usage.memoryMb,
      peakMemoryMb: isolate.usage.peakMemoryMb,
      bootMs: isolate.bootMs,
      openWork: isolate.openWork,
      state,
    }));
  }

  #isBusy(isolate: Isolate): boolean {
    if (isolate.openWork === 0) return false;
    return this.#worksInBackground || isolate.worksInBackground || isolate.usage.isComputing ||
      isolate.openWork >= SHARED_REQUESTS;
  }

  #activate(): Isolate {
    const isolate = this.#spare ?? this.#start();
    this.#spare = undefined;
    this.#active.add(isolate);
    isolate.activate();
    return isolate;
  }

  #ensureSpare(): Isolate {
    return this.#spare ??= this.#start();
  }

  #start(): Isolate {
    return new Isolate({ ...this.#options, onChange: (isolate) => this.#changed(isolate) });
  }

  #changed(isolate: Isolate): void {
    const wasSpare = this.#spare === isolate;
    if (isolate.retired && this.#active.delete(isolate)) this.#retired.add(isolate);
    if (isolate.hasEnded) {
      this.#retired.delete(isolate);
      if (wasSpare) this.#spare = undefined;
    }
    this.#worksInBackground ||= isolate.worksInBackground;
    // A spare that fails would fail again: the next request finds out, and is told.
    if (!this.#stopped && !wasSpare && this.#wantsSpare(isolate)) this.#ensureSpare();
  }

  #wantsSpare(isolate: Isolate): boolean {
    const { cpuSoftMs, memoryMb } = this.#options.limits;
    if (isolate.bootMs === undefined || this.#active.size >= MAX_ISOLATES) return false;
    if (this.#active.size === 0) return true;
    if (this.#worksInBackground) return [...this.#active].every((active) => active.openWork > 0);
    return this.#active.size === 1 &&
      (isolate.usage.cpuMs > cpuSoftMs * SPARE_AT || isolate.usage.memoryMb > memoryMb * SPARE_AT);
  }

  #all(): [Isolate, IsolateUsage["state"]][] {
    return [
      ...[...this.#active].map((isolate) => [isolate, "active"] as [Isolate, "active"]),
      ...[...this.#retired].map((isolate) => [isolate, "retired"] as [Isolate, "retired"]),
      ...(this.#spare === undefined ? [] : [[this.#spare, "spare"] as [Isolate, "spare"]]),
    ];
  }
}

function leastWork(isolates: readonly Isolate[]): Isolate {
  return isolates.reduce((least, isolate) => isolate.openWork < least.openWork ? isolate : least);
}
