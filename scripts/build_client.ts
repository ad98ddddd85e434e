/**
 * Builds the client when its sources are newer than what was built.
 *
 * @module
 */
import { join } from "node:path";
import { CLIENT_DIR, ROOT } from "./folders.ts";

/** Besides `web` the client is made from code that it shares with the functions, and what the lock file brings. */
const SOURCES = [
  "web/src",
  "web/public",
  "web/index.html",
  "web/vite.config.ts",
  "supabase/functions/_shared/jobs",
  "supabase/functions/_shared/pipelines",
  "supabase/functions/_shared/documents",
  "scripts/samples",
  "package-lock.json",
];

export async function buildClient(say: (text: string) => void = console.log): Promise<void> {
  const built = await modified(join(CLIENT_DIR, "index.html"));
  const changed = Math.max(...await Promise.all(SOURCES.map((path) => newest(join(ROOT, path)))));
  if (built > changed) return;
  say("Building the client …");
  const { success, stderr, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(ROOT, "scripts", "web.ts"), "build"],
    cwd: ROOT,
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (success) return;
  const text = new TextDecoder();
  throw new Error(`Cannot build the client:\n${text.decode(stdout)}${text.decode(stderr)}`);
}

async function newest(path: string): Promise<number> {
  const info = await Deno.stat(path).catch(() => null);
  if (!info) return 0;
  if (!info.isDirectory) return info.mtime?.getTime() ?? 0;
  let latest = info.mtime?.getTime() ?? 0;
  for await (const entry of Deno.readDir(path)) latest = Math.max(latest, await newest(join(path, entry.name)));
  return latest;
}

async function modified(path: string): Promise<number> {
  return (await Deno.stat(path).catch(() => null))?.mtime?.getTime() ?? 0;
}
