/**
 * Data folders of Postgres. A new one is a copy of a template that has the roles, schemas and tables of a hosted project
 * and no migrations; making the template takes a second, copying it a tenth of one.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { freePort } from "../ports.ts";
import { type Binaries, exists, readFolder } from "./binaries.ts";
import type { Identity } from "./identity.ts";
import { initCluster, startServer } from "./server.ts";

const BOOTSTRAP = join(import.meta.dirname!, "bootstrap");
/** The schemas of services that bring their own, applied after the roles. */
const SERVICE_SCHEMAS = ["storage", "realtime"].map((name) => join(import.meta.dirname!, "..", name, "schema.sql"));

/** Makes `dataDir` when it is not there. Says whether it did. */
export async function ensureCluster(
  options: { binaries: Binaries; identity: Identity; cacheDir: string; dataDir: string },
): Promise<boolean> {
  if (await exists(join(options.dataDir, "PG_VERSION"))) return false;
  const template = await ensureTemplate(options);
  await makeAside(options.dataDir, (draft) => copyFolder(template, draft));
  return true;
}

async function ensureTemplate(
  { binaries, identity, cacheDir }: { binaries: Binaries; identity: Identity; cacheDir: string },
): Promise<string> {
  const scripts = await readFolder(BOOTSTRAP);
  for (const path of SERVICE_SCHEMAS) scripts.set(path, await Deno.readTextFile(path));
  const hash = createHash("sha256").update(binaries.fingerprint);
  for (const [name, text] of scripts) hash.update(name).update(text);
  const owner = identity.owner?.uid ?? "own";
  const template = join(cacheDir, `cluster-${hash.digest("hex").slice(0, 12)}-${owner}`);
  if (await exists(template)) return template;
  await makeAside(template, async (draft) => {
    await initCluster(binaries, identity, draft);
    await runScripts(binaries, identity, draft, scripts);
  });
  return template;
}

async function runScripts(
  binaries: Binaries,
  identity: Identity,
  dataDir: string,
  scripts: Map<string, string>,
): Promise<void> {
  const port = await freePort();
  const server = await startServer({ binaries, identity, dataDir, port, durable: false, log: () => {} });
  const sql = postgres(`postgres://supabase_admin@127.0.0.1:${port}/postgres`, { max: 1, onnotice: () => {} });
  try {
    for (const [name, text] of scripts) {
      await sql.unsafe(text).catch((cause) => {
        throw new Error(`Cannot prepare the database: ${name}: ${cause.message}`, { cause });
      });
    }
  } finally {
    await sql.end();
    await server.stop();
  }
}

/** Makes a folder under another name and renames it when whole; of two that race, one wins and both may go on. */
async function makeAside(folder: string, make: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${folder}.${Deno.pid}.draft`;
  await Deno.mkdir(dirname(folder), { recursive: true });
  try {
    await make(draft);
    await Deno.rename(draft, folder);
  } catch (error) {
    await Deno.remove(draft, { recursive: true }).catch(() => {});
    if (!await exists(folder)) throw error;
  }
}

async function copyFolder(source: string, target: string): Promise<void> {
  if (Deno.build.os === "windows") return await cp(source, target, { recursive: true });
  // Keeps the owner, which is another user when we are root.
  const { success, stderr } = await new Deno.Command("cp", { args: ["-a", source, target] }).output();
  if (!success) throw new Error(`Cannot copy ${source} to ${target}: ${new TextDecoder().decode(stderr)}`);
}
