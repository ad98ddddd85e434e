import process from "node:process";

/**
 * What a process was started as, or undefined when there is no such process. One that has ended and only waits to be
 * noticed is none.
 */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (Deno.build.os === "linux") {
    const text = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    return text === "" ? undefined : text.replaceAll("\0", " ").trim();
  }
  if (Deno.build.os === "windows") return exists(pid) ? "unknown" : undefined;
  const { success, stdout } = await new Deno.Command("ps", { args: ["-p", String(pid), "-o", "command="] }).output();
  return success ? new TextDecoder().decode(stdout).trim() : undefined;
}

export async function isRunning(pid: number): Promise<boolean> {
  return await commandLine(pid) !== undefined;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
