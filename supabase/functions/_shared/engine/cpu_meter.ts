/**
 * An estimate of the CPU that this isolate has used.
 *
 * The hosted runtime counts CPU over an isolate's life, kills it at 2 s, and offers no way to read the count. JavaScript
 * runs on one thread, so time during which at least one step runs and is not waiting for I/O is an upper bound of the CPU
 * used. Several jobs may be worked on in one isolate at a time: such time counts once.
 *
 * @module
 */
export class CpuMeter {
  #steps = 0;
  #waiting = 0;
  #since = 0;
  #usedMs: number;
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
    return this.#reservedMs === 0;
  }

  /** Runs `work`, counting the time that it does not spend in {@link waitFor}. */
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
      if (this.#reservedMs === 0) return false;
      await this.#released.promise;
    }
    this.#reservedMs += expectedMs;
    return true;
  }

  /** The step that {@link admit} let in has ended. */
  release(expectedMs: number): void {
    this.#reservedMs -= expectedMs;
    this.#released.resolve();
    this.#released = Promise.withResolvers<void>();
  }

  /** Waits for I/O within {@link measure}: this time is not counted. */
  async waitFor<T>(io: Promise<T>): Promise<T> {
    this.#change(0, 1);
    try {
      return await io;
    } finally {
      this.#change(0, -1);
    }
  }

  #change(steps: number, waiting: number): void {
    this.#usedMs = this.usedMs;
    this.#since = this.now();
    this.#steps += steps;
    this.#waiting += waiting;
  }
}
