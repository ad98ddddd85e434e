/**
 * The processes that this one has started, and those that they have: to find what tests leave behind, and to end it.
 *
 * @module
 */

export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** How long a stack's guard may take to shut its Postgres down and remove its folder. */
const CLEAN_UP_MS = 6000;
const PR_SET_CHILD_SUBREAPER = 36;

/**
 * Makes this process the new parent of orphans among its descendants, so that they cannot be lost sight of: a process
 * whose parent has ended would else belong to init. Linux only; elsewhere orphans are not seen.
 */
export function adoptOrphans(): void {
  if (Deno.build.os !== "linux") return;
  const libc = Deno.dlopen("libc.so.6", { prctl: { parameters: ["i32", "u64"], result: "i32" } });
  libc.symbols.prctl(PR_SET_CHILD_SUBREAPER, 1n);
  libc.close();
}

/** All living descendants, children before their own; those that have ended and only wait to be noticed are left out. */
export function descendants(of: number = Deno.pid): Process[] {
  if (Deno.build.os !== "linux") return [];
  const children = new Map<number, number[]>();
  for (const { name } of Deno.readDirSync("/proc")) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? parentOfLiving(pid) : undefined;
    if (parent !== undefined) children.set(parent, [...children.get(parent) ?? [], pid]);
  }
  const found: Process[] = [];
  for (const queue = [of]; queue.length > 0;) {
    for (const pid of children.get(queue.shift()!) ?? []) {
      found.push({ pid, command: commandLine(pid) });
      queue.push(pid);
    }
  }
  return found;
}

/** Waits for all descendants to be gone, for a while; gives back those that are not. */
export async function waitForDescendants(graceMs: number): Promise<Process[]> {
  const until = performance.now() + graceMs;
  let left = descendants();
  while (left.length > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    left = descendants();
  }
  return left;
}

/** Kills a child, so that whatever guards its own can clean up after it; then all that is left after a while. */
export async function endDescendants(child?: Deno.ChildProcess): Promise<void> {
  if (child !== undefined) kill(child.pid);
  const left = child === undefined ? descendants() : await waitForDescendants(CLEAN_UP_MS);
  for (const { pid } of left) kill(pid);
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile, as it does when its parent was killed.
  }
}

function parentOfLiving(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The command stands in parentheses and may hold any character, parentheses too.
  const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" || state === "X" || parent === undefined ? undefined : Number(parent);
}

function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
