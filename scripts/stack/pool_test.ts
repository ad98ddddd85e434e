import assert from "node:assert/strict";
import { openPool } from "./pool.ts";
import { ServiceHarness } from "./service_harness.ts";

let harness: ServiceHarness;
Deno.test.beforeAll(async () => {
  harness = await ServiceHarness.start("");
});
Deno.test.afterAll(() => harness[Symbol.asyncDispose]());

const open = () => openPool(harness.databaseUrl, { name: "test", max: 4 });

Deno.test("arrays of text and of ids go to Postgres and come back", async () => {
  const sql = open();
  const texts = ["plain", "", "NULL", 'quo"te', "back\\slash", "com,ma", "{brace}", "two\nlines", null];
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  const [row] = await sql`select ${texts}::text[] as texts, ${ids}::uuid[] as ids, '{}'::text[] as none`;
  assert.deepEqual([row!.texts, row!.ids, row!.none], [texts, ids, []]);
  await sql.end();
});

Deno.test("after a restart of Postgres queries are answered at once, and no error goes uncaught", async () => {
  const sql = open();
  const ask = () => sql.begin((transaction) => transaction`select 1`).then(() => "answered", () => "failed");
  const stopping = harness.stopDatabase();
  let asked = 0;
  const during = Promise.all(Array.from({ length: 40 }, async () => {
    await new Promise((resolve) => setTimeout(resolve, asked++ * 2));
    return await ask();
  }));
  await stopping;
  await harness.startDatabase();
  await during;
  const start = performance.now();
  while (await ask() === "failed");
  assert.ok(performance.now() - start < 1000);
  await sql.end();
});
