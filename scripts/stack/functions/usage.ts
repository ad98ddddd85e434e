/**
 * What a process has used, as the operating system tells it. This is the one place that needs Linux: elsewhere
 * {@link readUsage} gives undefined, and neither CPU nor memory is limited.
 *
 * @module
 */

export interface Usage {
  /** Of the main thread, on which Deno runs all JavaScript. */
  readonly cpuMs: number;
  /** Anonymous pages: the heap, what hangs on it, and what the allocator keeps. */
  readonly memoryMb: number;
}

export const canReadUsage = Deno.build.os === "linux";

/** Undefined when the process has ended, or the system does not tell. */
export function readUsage(pid: number): Usage | undefined {
  if (!canReadUsage) return undefined;
  try {
    const [onCpuNs] = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/schedstat`).split(" ");
    const [, anonymousKb] = /^RssAnon:\s+(\d+) kB/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ?? [];
    return anonymousKb === undefined
      ? undefined
      : { cpuMs: Number(onCpuNs) / 1e6, memoryMb: Number(anonymousKb) / 1024 };
  } catch {
    return undefined;
  }
}

/** Whether a process runs JavaScript on more threads than its main one, whose CPU {@link readUsage} does not see. */
export function hasWorkerThreads(pid: number): boolean {
  if (!canReadUsage) return false;
  try {
    const threads = [...Deno.readDirSync(`/proc/${pid}/task`)];
    return threads.some(({ name }) => Deno.readTextFileSync(`/proc/${pid}/task/${name}/comm`).startsWith("worker-"));
  } catch {
    return false;
  }
}
