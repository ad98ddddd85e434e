/**
 * A Chromium for browser tests: the one that `DOCMILL_CHROMIUM` names, an installed one, Playwright's download, or Debian's
 * package, whichever is to be had first.
 *
 * @module
 */
import { type Browser, chromium } from "playwright-core";
import { join } from "node:path";
import { ROOT } from "./folders.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC_APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/** Playwright's download tells how far it is; one that says nothing for so long will not come: the network is closed. */
const DOWNLOAD_SILENCE_MS = 30_000;
const APT_SILENCE_MS = 300_000;

/** Root may run it (no sandbox), and it talks to nobody but the page. */
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--no-first-run",
];

let provided: Promise<string> | undefined;

export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: await provideChromium(), args: FLAGS });
}

/**
 * The path of a Chromium that runs, installing one if need be.
 *
 * @throws Error that says how to get one
 */
export function provideChromium(say: (text: string) => void = () => {}): Promise<string> {
  return provided ??= findOrInstall(say);
}

async function findOrInstall(say: (text: string) => void): Promise<string> {
  const named = Deno.env.get("DOCMILL_CHROMIUM");
  if (named !== undefined && named !== "") {
    if (await runs(named)) return named;
    throw new Error(`Cannot run the Chromium that DOCMILL_CHROMIUM names: ${named}. Name one that runs, or unset it.`);
  }
  const installed = await findInstalled();
  if (installed !== undefined) return installed;
  for (const install of [downloadFromPlaywright, installFromDebian]) {
    await install(say);
    const found = await findInstalled();
    if (found !== undefined) return found;
  }
  throw new Error(
    "Cannot find a Chromium for the browser tests, nor download one. Install it (Debian: `apt-get install chromium`), " +
      "or set DOCMILL_CHROMIUM to the path of a Chromium or Chrome.",
  );
}

async function findInstalled(): Promise<string | undefined> {
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix))),
    ...MAC_APPLICATIONS,
    chromium.executablePath(),
  ];
  for (const path of candidates) {
    if (await Deno.stat(path).catch(() => undefined) && await runs(path)) return path;
  }
  return undefined;
}

/** A file that is there may still miss libraries: Playwright brings none along. */
async function runs(path: string): Promise<boolean> {
  try {
    const output = await new Deno.Command(path, { args: ["--version"], stdin: "null", stderr: "null" }).output();
    return output.success;
  } catch {
    return false;
  }
}

async function downloadFromPlaywright(say: (text: string) => void): Promise<void> {
  say("downloading Chromium from Playwright");
  await run(
    Deno.execPath(),
    [
      "run",
      "-A",
      join(ROOT, "node_modules", "playwright-core", "cli.js"),
      "install",
      "--no-shell",
      "chromium",
    ],
    { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" },
    DOWNLOAD_SILENCE_MS,
  );
}

async function installFromDebian(say: (text: string) => void): Promise<void> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return;
  say("installing Debian's chromium");
  const lock = ["-o", "DPkg::Lock::Timeout=300"];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", [...lock, "update"], env, APT_SILENCE_MS);
  await run("apt-get", [...lock, "install", "--yes", "--no-install-recommends", "chromium"], env, APT_SILENCE_MS);
}

/** Whether it worked shows in whether there is a Chromium afterwards. */
async function run(command: string, args: string[], env: Record<string, string>, silenceMs: number): Promise<void> {
  try {
    const child = new Deno.Command(command, { args, env, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
    const kill = () => child.kill("SIGKILL");
    let timer = setTimeout(kill, silenceMs);
    for await (const _ of child.stdout) {
      clearTimeout(timer);
      timer = setTimeout(kill, silenceMs);
    }
    clearTimeout(timer);
    await child.status;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
