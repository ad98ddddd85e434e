/**
 * Finding processes (Linux only).
 *
 * @module
 */

/** Descendants of `parent` whose command line names `word`. */
export async function childrenOf(parent: number, word: string): Promise<number[]> {
  const parents = new Map<number, number>();
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const [stat, command] = await Promise.all([
      Deno.readTextFile(`/proc/${pid}/stat`).catch(() => ""),
      Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => ""),
    ]);
    // The name in parentheses may itself hold spaces; the parent is the second field behind it.
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    if (command.includes(word)) found.push(pid);
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === parent) return true;
    return false;
  };
  return found.filter(isBelow);
}
