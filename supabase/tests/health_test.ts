/** What is told of a database and a Storage that refuse, break off or do not answer at all. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { freePort } from "../../scripts/stack/ports.ts";
import { testStack } from "../../scripts/stack/testing.ts";

type Trouble = "none" | "refuses" | "hangs";

/** Passes everything on to the stack, but what is for the database or Storage only as `trouble` says. */
function startProxy(target: string) {
  const trouble = { rest: "none" as Trouble, storage: "none" as Trouble };
  const over = Promise.withResolvers<Response>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const url = new URL(request.url);
    const how = url.pathname.startsWith("/storage/") ? trouble.storage : trouble.rest;
    if (how === "refuses") return new Response("upstream connect error", { status: 503 });
    if (how === "hangs") return await over.promise;
    const { method, headers, body } = request;
    return await fetch(target + url.pathname + url.search, { method, headers, body });
  });
  return {
    trouble,
    url: `http://127.0.0.1:${server.addr.port}`,
    async stop() {
      over.resolve(new Response());
      await server.shutdown();
    },
  };
}

Deno.test("health is 503 with the reason when the database or Storage refuses, and soon when it hangs", async (t) => {
  const { url, keys } = await testStack();
  const proxy = startProxy(url);
  const port = freePort();
  const health = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(import.meta.dirname!, "../functions/health/index.ts")],
    env: {
      SUPABASE_URL: proxy.url,
      SUPABASE_ANON_KEY: keys.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: keys.secretKey,
      DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const said = health.stderr.getReader();
  await said.read();
  said.cancel();
  health.stdout.cancel();
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    return { status: answer.status, problems: (await answer.json()).problems as string[] };
  };
  try {
    await t.step("nothing is wrong", async () => assert.deepEqual(await ask(), { status: 200, problems: [] }));
    for (const how of ["refuses", "hangs"] as const) {
      await t.step(`the database ${how}`, async () => {
        proxy.trouble.rest = how;
        const { status, problems } = await ask();
        assert.equal(status, 503);
        assert.equal(problems.length, 1);
        assert.match(problems[0]!, /^The database /);
        proxy.trouble.rest = "none";
      });
      await t.step(`Storage ${how}`, async () => {
        proxy.trouble.storage = how;
        const { status, problems } = await ask();
        assert.equal(status, 503);
        assert.deepEqual(problems, [how === "hangs" ? "Storage does not answer." : "Storage answers 503."]);
        proxy.trouble.storage = "none";
      });
    }
  } finally {
    health.kill("SIGTERM");
    await health.status;
    await proxy.stop();
  }
});
