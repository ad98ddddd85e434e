import assert from "node:assert/strict";
import { parseDotenv } from "./dotenv.ts";
import { serve } from "./testing.ts";

const ENVIRONMENT = `Deno.serve(() => Response.json(Deno.env.toObject()));`;

/** Answers with what an expression comes to, or the name of the error that it throws. */
const TRY = (expression: string) =>
  `Deno.serve(async () => {
  try {
    return new Response(String(await (${expression})));
  } catch (error) {
    return new Response(error.name);
  }
});`;

Deno.test("a function has hosted's variables and the project's secrets, and nothing else", async () => {
  await using functions = await serve({ environment: ENVIRONMENT }, {
    files: { ".env": "SECRET=from file\nSUPABASE_URL=http://forged\nOVERRIDDEN=by config\n" },
    config: `[edge_runtime.secrets]\nOVERRIDDEN = "config"\n[functions.environment.env]\nOWN = "only here"\n`,
  });
  const { ctx } = functions;
  const environment = await (await functions.call("environment")).json();
  const { SB_EXECUTION_ID, TMPDIR, SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY, SUPABASE_JWKS, ...others } =
    environment;
  assert.match(SB_EXECUTION_ID, /^[0-9a-f-]{36}$/);
  assert(TMPDIR.startsWith(ctx.stateDir));
  assert.equal(SUPABASE_ANON_KEY, ctx.keys.anonKey);
  assert.equal(SUPABASE_SERVICE_ROLE_KEY, ctx.keys.serviceRoleKey);
  assert.deepEqual(JSON.parse(SUPABASE_JWKS), ctx.keys.jwks);
  assert.deepEqual(others, {
    SUPABASE_URL: ctx.publicUrl,
    SUPABASE_DB_URL: ctx.databaseUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: ctx.keys.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: ctx.keys.secretKey }),
    SECRET: "from file",
    OVERRIDDEN: "config",
    OWN: "only here",
  });
});

Deno.test("a function may write to its temporary folder alone, and read its project's code alone", async () => {
  await using functions = await serve({
    temporary: TRY(`Deno.makeTempFile().then((path) => Deno.writeTextFile(path, "x")).then(() => "written")`),
    outside: TRY(`Deno.writeTextFile("/tmp/docmill-escape", "x")`),
    own: TRY(`Deno.writeTextFile(new URL("./index.ts", import.meta.url), "x")`),
    password: TRY(`Deno.readTextFile("/etc/passwd")`),
    shared: TRY(`Deno.readTextFile(new URL("../_shared/data.txt", import.meta.url))`),
    process: TRY(`new Deno.Command("/bin/true").output()`),
    library: TRY(`Deno.dlopen("libc.so.6", {})`),
  }, { files: { "_shared/data.txt": "shared data" } });
  const tried = async (name: string) => await (await functions.call(name)).text();
  assert.equal(await tried("temporary"), "written");
  assert.equal(await tried("shared"), "shared data");
  for (const name of ["outside", "own", "password", "process", "library"]) {
    assert.equal(await tried(name), "NotCapable", name);
  }
});

Deno.test("what hosted does not have is not there: web workers, process.cpuUsage, what is newer than its V8", async () => {
  await using functions = await serve({
    hex: TRY(`typeof new Uint8Array().toHex`),
    matrix: TRY(`typeof DOMMatrix`),
    worker: TRY(`typeof Worker`),
    usage: TRY(`import("node:process").then(({ default: process }) => typeof process.cpuUsage)`),
  });
  const tried = async (name: string) => await (await functions.call(name)).text();
  for (const name of ["worker", "usage", "hex", "matrix"]) assert.equal(await tried(name), "undefined", name);
});

Deno.test("a change of the secrets holds from the next isolate on", async () => {
  await using functions = await serve({ environment: ENVIRONMENT }, { files: { ".env": "NAME=before" } });
  assert.equal((await (await functions.call("environment")).json()).NAME, "before");
  await functions.write({ ".env": "NAME=after" });
  await functions.logged(({ message }) => message.includes("old code"));
  assert.equal((await (await functions.call("environment")).json()).NAME, "after");
});

Deno.test("secrets are read with comments, quotes, escapes and several lines", () => {
  const text = [
    "# a comment",
    "PLAIN=value with spaces # and a comment",
    "export EXPORTED=yes",
    "  SPACED = trimmed  ",
    "EMPTY=",
    `DOUBLE="a # b\\nsecond line \\"quoted\\""`,
    "SINGLE='as it \\n stands'",
    'LINES="first',
    'second"',
    "URL=postgres://user:pass@host/db?x=1#fragment",
    "not a setting",
  ].join("\n");
  assert.deepEqual(parseDotenv(text), {
    PLAIN: "value with spaces",
    EXPORTED: "yes",
    SPACED: "trimmed",
    EMPTY: "",
    DOUBLE: 'a # b\nsecond line "quoted"',
    SINGLE: "as it \\n stands",
    LINES: "first\nsecond",
    URL: "postgres://user:pass@host/db?x=1#fragment",
  });
});
