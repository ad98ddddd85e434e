/**
 * Runs a script of this project on the Deno that npm brings along, after installing what is missing:
 *
 *     node scripts/bootstrap.mjs scripts/start.ts --once
 *     node scripts/bootstrap.mjs --v8-flags=--max-semi-space-size=2 scripts/worker.ts
 *
 * It is the only file that plain Node runs, because on a fresh clone nothing but Node and npm is there; so it has no
 * dependencies and is JavaScript.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { denoExecutable, InstallError, installMissing } from "./bootstrap/packages.mjs";
import { writableFolder } from "./bootstrap/folders.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = 20;

async function main(given) {
  const hasFlags = given[0]?.startsWith("--v8-flags=") ?? false;
  const [script, ...args] = hasFlags ? given.slice(1) : given;
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    fail(`Docmill needs Node ${oldestNode} or newer; this is Node ${process.versions.node}. Install a newer one.`);
  }
  if (!script || !existsSync(script)) {
    fail(`Cannot run '${script ?? ""}': no such script. Usage: node scripts/bootstrap.mjs <script> [arguments]`);
  }
  await installMissing(root);
  run(denoExecutable(root), ["run", "--quiet", "-A", ...(hasFlags ? [given[0]] : []), script, ...args]);
}

/** Runs Deno in the place of this process, as near as Node can: same terminal, signals and exit code. */
function run(deno, args) {
  const [file, ...prefix] = [...endWithParent(), deno];
  const child = spawn(file, [...prefix, ...args], {
    stdio: "inherit",
    env: {
      ...process.env,
      DENO_NO_UPDATE_CHECK: "1",
      DENO_DIR: process.env.DENO_DIR ?? writableFolder(join(root, "node_modules", ".cache", "deno"), "deno"),
    },
  });
  child.on("error", (error) => fail(`Cannot start Deno (${deno}): ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // On a terminal Ctrl-C reaches the child by itself, and a second one would mean "at once".
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  if (process.env.npm_lifecycle_event) whenOrphaned(() => child.kill("SIGTERM"));
}

/** Linux can tie the child's life to ours, so that killing this process by SIGKILL does not leave Deno behind. */
function endWithParent() {
  const setpriv = "/usr/bin/setpriv";
  return process.platform === "linux" && existsSync(setpriv) ? [setpriv, "--pdeathsig", "TERM", "--"] : [];
}

/**
 * npm killed by SIGKILL tells nobody; its scripts notice that they have another parent, or the shell has that npm runs them
 * in.
 */
function whenOrphaned(callback) {
  const parents = () => [process.ppid, parentOfShell(process.ppid)].join();
  const before = parents();
  const timer = setInterval(() => {
    if (parents() === before) return;
    clearInterval(timer);
    callback();
  }, 1000);
  timer.unref();
}

/** The parent of a process that is a shell with one command; undefined for any other, and where there is no /proc. */
function parentOfShell(pid) {
  try {
    if (readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[1] !== "-c") return undefined;
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return status.slice(status.lastIndexOf(")")).split(" ")[2];
  } catch {
    return undefined;
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof InstallError)) throw error;
  fail(error.message);
});
