/**
 * `npm run types`: writes the database's types, as the Supabase CLI generates them, to where the functions find them.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_DIR, ROOT } from "./folders.ts";

export const TYPES_FILE = join(PROJECT_DIR, "functions", "_shared", "platform", "database.types.ts");

/** What `supabase gen types` says of a database that the migrations have been applied to. */
export async function generateTypes(databaseUrl: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(await findCli(), {
    args: ["gen", "types", "typescript", `--remote=${databaseUrl}`, "--schema", "public"],
    env: { PGSSLMODE: "disable", SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    cwd: ROOT,
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`Cannot generate types: ${text.decode(stderr).trim()}`);
  return text.decode(stdout);
}

/** The CLI's program for this platform, out of its npm package. */
export async function findCli(): Promise<string> {
  const { os, arch } = Deno.build;
  const name = `cli-${os === "windows" ? "windows" : os}-${arch === "aarch64" ? "arm64" : "x64"}`;
  for (const folder of [name, `${name}-musl`]) {
    const program = join(
      ROOT,
      "node_modules",
      "@supabase",
      folder,
      "bin",
      os === "windows" ? "supabase.exe" : "supabase",
    );
    if (await Deno.stat(program).catch(() => null)) return program;
  }
  throw new Error(
    `Cannot find the Supabase CLI for ${os} ${arch}: npm has not installed @supabase/${name}. Run: npm ci`,
  );
}

if (import.meta.main) {
  const { testStack } = await import("./stack/testing.ts");
  await Deno.writeTextFile(TYPES_FILE, await generateTypes((await testStack()).databaseUrl));
  console.log(`Wrote ${TYPES_FILE}`);
  Deno.exit(0);
}
