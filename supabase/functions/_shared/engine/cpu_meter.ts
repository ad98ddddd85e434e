/**
 * An estimate of the CPU that this isolate has used.
 *
 * The hosted runtime counts CPU over an isolate's life and kills it at 2 s. JavaScript runs on one thread, so time during
 * which at least one step runs and is not waiting for I/O is an upper bound of the CPU used. Several jobs may be worked on in
 * one isolate at a time: such time counts once.
 *
 * It is a loose bound where the isolate waits for a core, and nothing better is to be had. User workers of the runtime have
 * neither `process.cpuUsage` nor its metrics, their load average is a constant, and they may start no thread or process that
 * would look from outside. Work of a known length shows that cores are short only if it lasts longer than the scheduler's
 * turns, some milliseconds each time, and tells of nothing but those. And the mistakes are not alike: an estimate that is
 * too high costs a hand-on; one that is too low costs the isolate, 20 s until somebody notices, and the step again.
 *
 * @module
 */
export class CpuMeter {
  #steps = 0;
  #waiting = 0;
  #since = 0;
  #usedMs: number;
  #admitted = 0;
  #reservedMs = 0;
  #released = Promise.withResolvers<void>();

  /** @param bootMs what starting the isolate and loading its modules has cost */
  constructor(bootMs: number, private readonly now: () => number = () => performance.now()) {
    this.#usedMs = bootMs;
  }

  /** Milliseconds used so far. */
  get usedMs(): number {
    return this.#usedMs + (this.#steps > this.#waiting ? this.now() - this.#since : 0);
  }

  /** Whether no step is being done. */
  get isIdle(): boolean {
    return this.#admitted === 0;
  }

  /** Runs `work`, counting the time that it does not spend in a {@link waiter}. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
    this.#change(1, 0);
    try {
      return await work();
    } finally {
      this.#change(-1, 0);
    }
  }

  /**
   * Waits until a step of about `expectedMs` fits below `limitMs` beside the steps that are being done already, and counts
   * it as one of them until it is {@link release}d. Jobs side by side would otherwise each see room for itself.
   *
   * @returns false when it does not fit even with nothing beside it
   */
  async admit(expectedMs: number, limitMs: number): Promise<boolean> {
    while (this.usedMs + this.#reservedMs + expectedMs > limitMs) {
      if (this.isIdle) return false;
      await this.#released.promise;
    }
    this.#admitted++;
    this.#reservedMs += expectedMs;
    return true;
  }

  /** The step that {@link admit} let in has ended. */
  release(expectedMs: number): void {
    this.#admitted--;
    // Taking fractions away again does not lead back to nothing.
    this.#reservedMs = this.isIdle ? 0 : this.#reservedMs - expectedMs;
    this.#released.resolve();
    this.#released = Promise.withResolvers<void>();
  }

  /**
   * A way to wait for I/O within {@link measure}, for one job: this time is not counted. What it waits for at the same time is
   * waited for once, as its step is one step: it would otherwise make up for the steps of others.
   */
  waiter(): <T>(io: Promise<T>) => Promise<T> {
    let open = 0;
    return async (io) => {
      if (open++ === 0) this.#change(0, 1);
      try {
        return await io;
      } finally {
        if (--open === 0) this.#change(0, -1);
      }
    };
  }

  #change(steps: number, waiting: number): void {
    this.#usedMs = this.usedMs;
    this.#since = this.now();
    this.#steps += steps;
    this.#waiting += waiting;
  }
}
