/** Where functions are served from their sources (`supabase start`), their `deno.json` says which packages they get. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { assets } from "../assets.ts";
import { PROJECT_DIR, ROOT } from "../folders.ts";
import { readConfig } from "../stack/config.ts";
import { functionNames } from "./project.ts";

/** Loaded by workers alone, and by nothing that a function reaches without a model of its operator's. */
const WORKERS_ONLY = ["onnxruntime-web"];

const read = async (path: string) => JSON.parse(await Deno.readTextFile(path));
const installed: Record<string, string> = (await read(join(ROOT, "package.json"))).dependencies;
const names = functionNames(PROJECT_DIR, await readConfig(PROJECT_DIR));
const importsOf = async (name: string): Promise<Record<string, string>> =>
  (await read(join(PROJECT_DIR, "functions", name, "deno.json"))).imports;

Deno.test("each function names the packages that it reaches, and no others", async () => {
  for (const name of names) {
    assert.deepEqual([name, ...Object.keys(await importsOf(name)).sort()], [name, ...await packagesReached(name)]);
  }
});

Deno.test("each function names the versions that are installed here", async () => {
  for (const name of names) {
    for (const [each, wanted] of Object.entries(await importsOf(name))) {
      assert.equal(wanted, `npm:${each}@${installed[each]}`, name);
    }
  }
});

Deno.test("files that are read from the bucket are those of the versions that are installed here", () => {
  for (const file of assets()) assert.equal(file.version, installed[file.package], `${file.package}/${file.path}`);
});

/** The packages that our own modules import, wherever the function's imports lead, those only used as types left out. */
async function packagesReached(name: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", join(PROJECT_DIR, "functions", name, "index.ts")],
    cwd: ROOT,
    stderr: "null",
  }).output();
  interface Module {
    specifier: string;
    dependencies?: { specifier: string; code?: unknown }[];
  }
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
  const ours = modules.filter(({ specifier }) => specifier.startsWith("file:") && !specifier.includes("node_modules"));
  const bare = ours.flatMap(({ dependencies = [] }) => dependencies)
    .filter(({ specifier, code }) => code && /^[@a-z]/.test(specifier) && !/^(node|npm|https?|file):/.test(specifier))
    .map(({ specifier }) => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/"));
  return [...new Set(bare)].filter((each) => !WORKERS_ONLY.includes(each)).sort();
}
