/**
 * Takes away what the hosted runtime does not have, so that code which relies on it fails here too.
 *
 * @module
 */
import process from "node:process";
import workerThreads from "node:worker_threads";
import { syncBuiltinESMExports } from "node:module";

export function withoutMissingApis(): void {
  // CPU is counted on the main thread only: a second one would escape the limit.
  Reflect.deleteProperty(globalThis, "Worker");
  workerThreads.Worker = NoWorker as unknown as typeof workerThreads.Worker;
  Reflect.deleteProperty(process, "cpuUsage");
  syncBuiltinESMExports();
}

class NoWorker {
  constructor() {
    throw new Error("Cannot start a worker thread: hosted functions have one thread.");
  }
}
