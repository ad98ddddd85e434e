/** Brings `node_modules` in line with `package-lock.json`, and finds Deno in it. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isWritable, writableFolder } from "./folders.mjs";

/** An installation that cannot be completed; the message tells the user what to do. */
export class InstallError extends Error {}

/** Runs `npm ci` unless everything that the lock file names for this machine is installed. */
export async function installMissing(root) {
  const missing = missingPackages(root);
  if (missing.length === 0) return;
  if (!isWritable(join(root, "node_modules"))) {
    throw new InstallError(
      `Cannot install packages: ${join(root, "node_modules")} belongs to another user. ` +
        "Run `npm ci` once as that user, or clone the project into a folder of your own.",
    );
  }
  process.stderr.write("Installing the packages that Docmill needs (npm ci); this is done once and takes a minute …\n");
  const started = Date.now();
  await npmCi(root);
  const stillMissing = missingPackages(root);
  if (stillMissing.length > 0) {
    throw new InstallError(
      `npm did not install ${stillMissing.join(", ")}, which Docmill needs on ${platform()}. ` +
        "Look whether npm is told to omit optional packages (npm config get omit), then run `npm ci --include=optional`.",
    );
  }
  process.stderr.write(
    `Installed in ${Math.round((Date.now() - started) / 1000)} s. From now on no network is needed.\n`,
  );
}

/** The Deno executable that npm installed for this platform. */
export function denoExecutable(root) {
  const scope = join(root, "node_modules", "@deno");
  const file = process.platform === "win32" ? "deno.exe" : "deno";
  const candidates = existsSync(scope) ? readdirSync(scope).map((name) => join(scope, name, file)) : [];
  const found = candidates.find((path) => existsSync(path));
  if (found) return found;
  throw new InstallError(
    `Cannot find Deno for ${platform()}: npm installed no package of @deno/* for it. ` +
      "Deno comes for Linux (glibc), macOS and Windows on x64 and arm64.",
  );
}

/**
 * npm keeps what it has installed in `node_modules/.package-lock.json`, written at the end of a complete installation:
 * better than a stamp of our own, because it also follows an `npm install` by hand.
 */
function missingPackages(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== "" && !entry.link && isNeededHere(entry))
    .filter(([path, entry]) => installed[path]?.version !== entry.version)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

/** Optional packages are needed when they name this platform: they hold the executables. */
function isNeededHere({ optional, os, cpu, libc }) {
  if (!optional) return true;
  if (!os || !cpu) return false;
  return os.includes(process.platform) && cpu.includes(process.arch) && (!libc || libc.includes(libcName()));
}

function libcName() {
  return process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
}

function platform() {
  return [process.platform, process.arch, process.platform === "linux" ? libcName() : ""].filter(Boolean).join("-");
}

/** npm's own chatter (deprecations, engines) is shown only when it fails. */
function npmCi(root) {
  const { file, prefix } = npmCommand();
  const args = [...prefix, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const cache = npmCache();
  if (cache) args.push("--cache", cache);
  return new Promise((resolve, reject) => {
    const npm = spawn(file, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], shell: file.endsWith(".cmd") });
    let output = "";
    for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (data) => (output += data));
    npm.on("error", (error) => reject(new InstallError(`Cannot run npm: ${error.message}. Install npm.`)));
    npm.on("close", (code) => (code === 0 ? resolve() : reject(new InstallError(explain(output)))));
  });
}

/** The npm that runs us, else the one on the path. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running)) return { file: process.execPath, prefix: [running] };
  return { file: process.platform === "win32" ? "npm.cmd" : "npm", prefix: [] };
}

/** A cache for npm when its usual one cannot be written to; undefined when it can. */
function npmCache() {
  const usual = process.env.npm_config_cache ?? join(homedir(), ".npm");
  const chosen = writableFolder(usual, "npm");
  return chosen === usual ? undefined : chosen;
}

function explain(output) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED/.test(
    output,
  );
  const what = offline
    ? "Cannot install packages: npm cannot reach its registry. The first run needs a network (or a filled npm cache); later ones do not."
    : "Cannot install packages: `npm ci` failed.";
  return `${what}\n${essence(output)}`;
}

/** What npm says is wrong, without the usage text and the advertisements that it adds. */
function essence(output) {
  const [message = ""] = output.split(/^npm error (?:Clean install a project|Usage:)/m);
  const lines = message.split("\n").filter((line) => !/^npm (?:notice|warn)|^npm error\s*(?:at .*)?$/.test(line));
  return lines.slice(0, 20).join("\n").trim();
}
