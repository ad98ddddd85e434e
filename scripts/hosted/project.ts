/**
 * The folder that is deployed: bundled functions, and the project's `config.toml` with where each begins.
 *
 * @module
 */
import { join } from "node:path";
import { functionConfig, type StackConfig } from "../stack/config.ts";
import { bundleFunction } from "./bundle.ts";

/** The functions of a project: the folders with an `index.ts` that are not switched off. */
export function functionNames(projectDir: string, config: StackConfig): string[] {
  const folder = join(projectDir, "functions");
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort().filter((name) =>
    /^[A-Za-z0-9]/.test(name) && functionConfig(config, name).enabled && isFile(join(folder, name, "index.ts"))
  );
}

/**
 * Bundles every function into `<folder>/supabase`, for `supabase functions deploy --workdir <folder>`.
 *
 * @returns for each function what is deployed
 */
export async function bundleProject(
  projectDir: string,
  config: StackConfig,
  folder: string,
): Promise<Map<string, Map<string, Uint8Array>>> {
  const names = functionNames(projectDir, config);
  const functions = new Map<string, Map<string, Uint8Array>>();
  for (const name of names) {
    const entrypoint = join(projectDir, "functions", name, "index.ts");
    functions.set(name, await bundleFunction(entrypoint, join(folder, "supabase", "functions", name)));
  }
  const settings = await Deno.readTextFile(join(projectDir, "config.toml"));
  await Deno.writeTextFile(join(folder, "supabase", "config.toml"), names.reduce(beginsAt, settings));
  return functions;
}

/** The settings with where a bundled function begins. */
function beginsAt(settings: string, name: string): string {
  const head = `[functions.${name}]\n`, entry = `entrypoint = "./functions/${name}/index.js"\n`;
  return settings.includes(head) ? settings.replace(head, head + entry) : `${settings}\n${head}${entry}`;
}

const isFile = (path: string): boolean => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
};
