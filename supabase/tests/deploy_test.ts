/** What the Supabase CLI sends when the bundled functions are deployed, seen by a server in the place of Supabase's. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { PROJECT_DIR } from "../../scripts/folders.ts";
import { bundleProject } from "../../scripts/hosted/project.ts";
import { readConfig } from "../../scripts/stack/config.ts";
import { findCli } from "../../scripts/types.ts";

interface Deployed {
  readonly entrypoint: string;
  readonly verifyJwt: boolean;
  /** Name and size. */
  readonly files: readonly string[];
}

Deno.test("supabase functions deploy sends every part of every bundle, and nothing else", async () => {
  const folder = await Deno.makeTempDir({ prefix: "docmill-deploy-" });
  const received = new Map<string, Deployed>();
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const slug = new URL(request.url).searchParams.get("slug");
    if (!slug) return Response.json({ functions: [] });
    const form = await request.formData();
    const { entrypoint_path, verify_jwt } = JSON.parse(String(form.get("metadata")));
    const files = form.getAll("file").filter((file) => file instanceof File);
    received.set(slug, { entrypoint: entrypoint_path, verifyJwt: verify_jwt, files: files.map(nameAndSize).sort() });
    const at = Date.now();
    const told = { id: crypto.randomUUID(), slug, name: slug, status: "ACTIVE", version: 1, verify_jwt };
    return Response.json({ ...told, created_at: at, updated_at: at }, { status: 201 });
  });
  try {
    const functions = await bundleProject(PROJECT_DIR, await readConfig(PROJECT_DIR), folder);
    await deploy(folder, `http://127.0.0.1:${server.addr.port}`);
    for (const [name, parts] of functions) {
      const path = `supabase/functions/${name}`;
      const files = [...parts].map(([part, bytes]) => `${path}/${part} ${bytes.length}`).sort();
      assert.deepEqual(received.get(name), { entrypoint: `${path}/index.js`, verifyJwt: false, files });
    }
    assert.equal(received.size, functions.size);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const nameAndSize = (file: File) => `${file.name} ${file.size}`;

async function deploy(folder: string, apiUrl: string): Promise<void> {
  const profile = join(folder, "profile.yaml");
  const settings = { name: "local", api_url: apiUrl, dashboard_url: apiUrl, project_host: "example.com" };
  await Deno.writeTextFile(profile, Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`).join(""));
  const { success, stderr } = await new Deno.Command(await findCli(), {
    args: [
      ...["functions", "deploy", "--use-api", "--yes"],
      ...[`--remote=${"a".repeat(20)}`, "--profile", profile, "--workdir", folder],
    ],
    env: { SUPABASE_ACCESS_TOKEN: `sbp_${"a".repeat(40)}`, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
    cwd: folder,
    stdout: "piped",
    stderr: "piped",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
}
