import { createClient } from "@supabase/supabase-js";
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { PROJECT_DIR } from "../folders.ts";
import { createKeys } from "./keys.ts";
import { freePort } from "./ports.ts";
import { startStack } from "./stack.ts";
import { findStack } from "./state_folder.ts";
import { withStack } from "./testing.ts";

const NO_SESSION = { auth: { persistSession: false, autoRefreshToken: false } };

Deno.test("data, users, files and secrets survive a restart of the stack", async () => {
  const stateDir = await Deno.makeTempDir({ prefix: "stack-test-" });
  await Deno.chmod(stateDir, 0o755);
  const start = () => startStack({ stateDir, freePorts: true, durable: false });
  const first = await start();
  const client = createClient(first.url, first.keys.secretKey, NO_SESSION);
  const { data } = await client.auth.admin.createUser({ email: "a@example.com", password: "correct horse" });
  await client.storage.createBucket("kept", { public: false });
  await client.storage.from("kept").upload("a.txt", "content");
  await first.stop();

  const second = await start();
  const again = createClient(second.url, second.keys.secretKey, NO_SESSION);
  assert.equal((await again.auth.admin.getUserById(data.user!.id)).data.user?.email, "a@example.com");
  assert.equal(await (await again.storage.from("kept").download("a.txt")).data!.text(), "content");
  await second.stop();
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("the database knows where the stack is reached, also when that changes", async () => {
  const stateDir = await Deno.makeTempDir({ prefix: "stack-test-" });
  await Deno.chmod(stateDir, 0o755);
  for (const port of [freePort(), freePort()]) {
    const stack = await startStack({ stateDir, freePorts: true, port, durable: false });
    const { default: postgres } = await import("postgres");
    const sql = postgres(stack.databaseUrl, { max: 1 });
    const [row] = await sql`select decrypted_secret as url from vault.decrypted_secrets where name = 'project_url'`;
    assert.equal(row!.url, `http://127.0.0.1:${port}`);
    await sql.end();
    await stack.stop();
  }
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("a stack stops although clients hold connections open, and an ephemeral one leaves nothing", async () => {
  const { stateDir, url } = await withStack(async (stack) => {
    const client = createClient(stack.url, stack.keys.publishableKey, NO_SESSION);
    const subscribed = Promise.withResolvers<void>();
    client.channel("open").subscribe((status) => status === "SUBSCRIBED" && subscribed.resolve());
    await subscribed.promise;
    assert.deepEqual((await findStack(stack.stateDir))?.url, stack.url);
    const before = performance.now();
    await stack.stop();
    assert.ok(performance.now() - before < 5000, "stopping takes more than five seconds");
    await client.removeAllChannels();
    await client.realtime.disconnect();
    return stack;
  });
  await assert.rejects(Deno.stat(stateDir), Deno.errors.NotFound);
  await assert.rejects(fetch(url));
});

Deno.test("a second stack on a port in use, or on a folder in use, says so in a sentence", async () => {
  await withStack(async (stack) => {
    const port = Number(new URL(stack.url).port);
    await assert.rejects(
      startStack({ ephemeral: true, port }),
      new RegExp(`^Error: Cannot use port ${port} for the API: .*api.port in supabase/config.toml`),
    );
    await assert.rejects(
      startStack({ stateDir: stack.stateDir, freePorts: true }),
      /another stack \(process \d+\) is running on it/,
    );
  });
});

Deno.test("a migration that cannot be applied keeps the stack from starting, and leaves nothing running", async () => {
  const projectDir = await Deno.makeTempDir({ prefix: "stack-test-" });
  await Deno.mkdir(join(projectDir, "migrations"));
  await Deno.copyFile(join(PROJECT_DIR, "config.toml"), join(projectDir, "config.toml"));
  await Deno.writeTextFile(join(projectDir, "migrations", "1_bad.sql"), "select nonsense;");
  await assert.rejects(startStack({ projectDir, ephemeral: true }), /1_bad.sql:1: column "nonsense" does not exist/);
  await Deno.remove(projectDir, { recursive: true });
});

Deno.test("built files are served beside the API, and the client's own routes get its page", async () => {
  const folder = await Deno.makeTempDir({ prefix: "stack-test-" });
  await Deno.mkdir(join(folder, "assets"));
  await Deno.writeTextFile(join(folder, "index.html"), "<p>the client</p>");
  await Deno.writeTextFile(join(folder, "assets", "a.js"), "run()");
  const stack = await startStack({ ephemeral: true, serveStatic: folder });
  const get = async (path: string) => {
    const response = await fetch(stack.url + path);
    return [response.status, response.headers.get("content-type"), await response.text()];
  };
  assert.deepEqual(await get("/"), [200, "text/html; charset=utf-8", "<p>the client</p>"]);
  assert.deepEqual(await get("/jobs/1"), [200, "text/html; charset=utf-8", "<p>the client</p>"]);
  assert.deepEqual(await get("/assets/a.js"), [200, "text/javascript; charset=utf-8", "run()"]);
  assert.equal((await get("/assets/missing.js"))[0], 404);
  assert.equal((await get("/..%2f..%2fetc/passwd.txt"))[0], 404);
  await stack.stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("functions find what the stack is told for them, which the project's own secrets outdo", async () => {
  const projectDir = await Deno.makeTempDir({ prefix: "stack-test-" });
  const folder = join(projectDir, "functions", "tells");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(projectDir, "config.toml"), '[edge_runtime.secrets]\nLLM_MODEL = "own"\n');
  await Deno.writeTextFile(join(folder, "deno.json"), "{}");
  await Deno.writeTextFile(
    join(folder, "index.ts"),
    `Deno.serve(() => new Response(["LLM_BASE_URL", "LLM_MODEL"].map((name) => Deno.env.get(name)).join(" ")));`,
  );
  const functionDefaults = { LLM_BASE_URL: "http://127.0.0.1:1/v1", LLM_MODEL: "other" };
  const stack = await startStack({ projectDir, ephemeral: true, functionDefaults });
  const headers = { authorization: `Bearer ${stack.keys.anonKey}` };
  const response = await fetch(`${stack.url}/functions/v1/tells`, { headers });
  assert.equal(await response.text(), "http://127.0.0.1:1/v1 own");
  await stack.stop();
  await Deno.remove(projectDir, { recursive: true });
});

Deno.test("a function is open only to callers with a token, unless config.toml says otherwise", async () => {
  const projectDir = await Deno.makeTempDir({ prefix: "stack-test-" });
  await Deno.writeTextFile(join(projectDir, "config.toml"), "[functions.open]\nverify_jwt = false\n");
  for (const name of ["open", "closed"]) {
    const folder = join(projectDir, "functions", name);
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(join(folder, "deno.json"), "{}");
    await Deno.writeTextFile(join(folder, "index.ts"), "Deno.serve((request) => new Response(request.method));");
  }
  const stack = await startStack({ projectDir, ephemeral: true });
  const { keys } = stack;
  const call = async (name: string, headers: Record<string, string>, method = "POST") => {
    const response = await fetch(`${stack.url}/functions/v1/${name}`, { method, headers });
    return [response.status, await response.text()];
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const token = await createKeys(stack.config.auth)
    .then((own) => own.sign({ role: "authenticated", sub: crypto.randomUUID(), exp: Date.now() / 1000 + 60 }));

  assert.deepEqual(await call("open", {}), [200, "POST"]);
  assert.deepEqual(await call("closed", {}), [401, '{"code":401,"message":"Missing authorization header"}']);
  assert.deepEqual(await call("closed", bearer("a.b.c")), [401, '{"code":401,"message":"Invalid JWT"}']);
  assert.equal((await call("closed", bearer(keys.publishableKey)))[0], 401, "a publishable key is no JWT");
  assert.deepEqual(await call("closed", bearer(keys.anonKey)), [200, "POST"]);
  assert.deepEqual(await call("closed", bearer(token)), [200, "POST"]);
  assert.deepEqual(await call("closed", {}, "OPTIONS"), [200, "OPTIONS"], "a preflight carries no token");
  assert.equal((await call("missing", bearer(token)))[0], 404);
  await stack.stop();
  await Deno.remove(projectDir, { recursive: true });
});
