/**
 * What an isolate has used of its limits, counted as hosted counts it, as nearly as can be from outside.
 *
 * **CPU** is that of the main thread, as hosted counts the isolate's thread; the threads on which V8 compiles and collects
 * garbage are not counted here or there. Deno's own start is subtracted (13 ms of the 19 ms that an empty function takes;
 * 2 cores): the count begins when the function's code starts to load. It holds resolving and reading the modules, which
 * hosted does when it bundles them, so it is an upper bound, by some tens of milliseconds for a function of some size.
 *
 * **Memory** is what the process holds in anonymous pages, less the 4.6 MiB of them that Deno itself holds before the
 * function's code is loaded. Hosted counts `heapUsed + external`, which only the isolate itself can say. Measured side by
 * side, in MiB, that count first: 200 MiB of buffers 203 and 205, 1.5 million objects 221 and 263, an idle function with
 * pdfjs 22 and 44, the same after much short-lived garbage up to 110 more, which V8 and the allocator keep; 100 MiB of
 * WASM memory 2 and 104. So what is seen from outside is an upper bound, but for pages that were never written to.
 *
 * @module
 */
import { hasWorkerThreads, readUsage, type Usage } from "./usage.ts";

/** V8's heap at the moment from which memory is counted: part of what hosted counts. */
const HEAP_AT_START_MB = 4;
/** After so many looks in a row that found it busy, an isolate counts as computing. */
const COMPUTING_TIMES = 5;
/** Threads are looked for every so many looks: it costs more than the other figures. */
const THREADS_EVERY = 10;

export class UsageMeter {
  cpuMs = 0;
  memoryMb = 0;
  peakMemoryMb = 0;
  /** Whether its thread has been busy for a while: a request would have to wait. */
  isComputing = false;
  hasWorkerThreads = false;

  readonly #pid: number;
  #before: Usage | undefined;
  #looks = 0;
  #busyLooks = 0;
  #last = { at: 0, cpuMs: 0 };

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** What was used up to here is Deno's own. */
  start(): void {
    this.#before = readUsage(this.#pid);
  }

  /** CPU of Deno's own start. */
  get startCpuMs(): number {
    return this.#before?.cpuMs ?? 0;
  }

  /** Reads what is used now. */
  sample(): void {
    const usage = readUsage(this.#pid);
    if (usage === undefined || this.#before === undefined) return;
    this.cpuMs = usage.cpuMs - this.#before.cpuMs;
    this.memoryMb = Math.max(0, usage.memoryMb - this.#before.memoryMb + HEAP_AT_START_MB);
    this.peakMemoryMb = Math.max(this.peakMemoryMb, this.memoryMb);
  }

  /** To be called every now and then: samples, and finds out how it behaves. */
  look(): void {
    this.sample();
    const at = performance.now();
    const busy = this.cpuMs - this.#last.cpuMs > (at - this.#last.at) / 2;
    this.#last = { at, cpuMs: this.cpuMs };
    this.#busyLooks = busy ? this.#busyLooks + 1 : 0;
    this.isComputing = this.#busyLooks >= COMPUTING_TIMES;
    if (this.#looks++ % THREADS_EVERY === 0) this.hasWorkerThreads = hasWorkerThreads(this.#pid);
  }
}
