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

  /** @param bootMs what starting the isolate and loading its modules has cost */
  constructor(bootMs: number, private readonly now: () => number = () => performance.now()) {
    this.#usedMs = bootMs;
  }

  /** Milliseconds used so far. */
  get usedMs(): number {
    return this.#usedMs + (this.#steps > this.#waiting ? this.now() - this.#since : 0);
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
