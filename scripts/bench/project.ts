/**
 * A copy of the project in which no document is read: its jobs do nothing, or sleep, and tell when. All else, from the
 * migrations to process-job and the worker, is the product's own.
 *
 * @module
 */
import { copyFile, cp, mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../folders.ts";
import { startGuard } from "../stack/guard.ts";

const OVERLAY = join(import.meta.dirname!, "overlay");
const CONFIGS = ["package.json", "deno.json", "web/deno.json"];

export interface BenchProject extends AsyncDisposable {
  readonly folder: string;
  /** Its `supabase` folder. */
  readonly projectDir: string;
  /** The command `npm run worker` of the copy. */
  readonly worker: string;
}

export async function createProject(): Promise<BenchProject> {
  const folder = await Deno.makeTempDir({ prefix: "docmill-bench-" });
  const guard = startGuard();
  await guard.addFolder(folder);
  await mkdir(join(folder, "web"));
  for (const config of CONFIGS) await copyFile(join(ROOT, config), join(folder, config));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const part of ["supabase", "scripts"]) await cp(join(ROOT, part), join(folder, part), { recursive: true });

  const functions = join(folder, "supabase", "functions");
  const pipelines = join(functions, "_shared", "pipelines");
  await lay(["registry.ts", "marks.ts"], pipelines);
  const processJob = join(functions, "process-job");
  await rename(join(processJob, "index.ts"), join(processJob, "product.ts"));
  await lay(["entry.ts", "marks.ts"], processJob);
  await writeFile(join(processJob, "index.ts"), `import "./entry.ts";\nimport "./product.ts";\n`);
  return {
    folder,
    projectDir: join(folder, "supabase"),
    worker: join(folder, "scripts", "worker.ts"),
    async [Symbol.asyncDispose]() {
      await guard.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function lay(names: readonly string[], folder: string): Promise<void> {
  for (const name of names) await copyFile(join(OVERLAY, name), join(folder, name));
}
