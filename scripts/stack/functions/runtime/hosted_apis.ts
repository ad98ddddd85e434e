/**
 * Takes away what the hosted runtime does not have, so that code which relies on it fails here too.
 *
 * @module
 */
import process from "node:process";

/** `node:worker_threads` cannot be taken away, since modules import its names; the supervisor ends who uses it. */
export function withoutMissingApis(): void {
  Reflect.deleteProperty(globalThis, "Worker");
  Reflect.deleteProperty(process, "cpuUsage");
  // Deno's own, for the child processes that a function may not start.
  for (const name of ["PATH", "DENO_NODE_SHIM_ACTIVE"]) Deno.env.delete(name);
}
