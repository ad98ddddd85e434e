/**
 * What a process has used, as the operating system tells it. This is the one place that needs Linux: elsewhere
 * {@link readUsage} gives undefined, and neither CPU nor memory is limited.
 *
 * **CPU** is that of the main thread, on which Deno runs all JavaScript, as hosted counts the thread of the isolate;
 * the threads that V8 compiles and collects garbage on are not counted here or there. Deno's own start (13 ms on
 * the machine this was written on, an empty function's whole boot takes 19 ms) is subtracted: the count begins when the
 * function's code starts to load. So it holds resolving and reading the modules, which hosted has done when it bundled
 * them: an upper bound, by 20 to 100 ms for a function of some size.
 *
 * **Memory** is what the process holds in anonymous pages (resident less file-backed: the executable is shared), less
 * what it held before the function's code was loaded, 8.6 MiB, of which 4 are V8's heap. Compared with
 * `heapUsed + external`, which is what hosted counts: 200 MiB of buffers 201, 100 MiB of WASM memory 101, 1.5 million
 * objects 221 used and 260 resident, garbage collected but kept by the allocator up to 65 too many. Pages that were never touched are
 * not seen. So it never kills for less than hosted would by more than that; see `isolate.ts` for what happens in between.
 *
 * @module
 */

export interface Usage {
  readonly cpuMs: number;
  readonly memoryMb: number;
}

const PAGE_BYTES = 4096;
const MIB = 1024 * 1024;

export const canReadUsage = Deno.build.os === "linux";

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

/** Undefined when the process has ended, or the system does not tell. */
export function readUsage(pid: number): Usage | undefined {
  if (!canReadUsage) return undefined;
  try {
    const [onCpuNs] = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/schedstat`).split(" ");
    const [, resident, shared] = Deno.readTextFileSync(`/proc/${pid}/statm`).split(" ");
    return {
      cpuMs: Number(onCpuNs) / 1e6,
      memoryMb: (Number(resident) - Number(shared)) * PAGE_BYTES / MIB,
    };
  } catch {
    return undefined;
  }
}
