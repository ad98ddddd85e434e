/**
 * What figures were measured on.
 *
 * @module
 */
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const load = loadavg().map((each) => each.toFixed(1)).join(" ");
  return `${availableParallelism()} cores (${model}), ${gigabytes} GB, ${Deno.build.os}, Deno ${Deno.version.deno}; ` +
    `load average before: ${load}`;
}
