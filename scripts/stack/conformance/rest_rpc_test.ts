/**
 * Calling functions through REST.
 *
 * @module
 */
import assert from "node:assert/strict";
import { openRestFixture, type RestFixture } from "./rest_fixture.ts";
import { newUser } from "./target.ts";

let fixture: RestFixture;
Deno.test.beforeAll(async () => {
  fixture = await openRestFixture();
});
Deno.test.afterAll(() => fixture.close());

Deno.test("a function gives a value, with defaults for arguments that are left out", async () => {
  assert.equal((await fixture.anon.rpc("cf_add", { a: 1, b: 2 })).data, 3);
  assert.equal((await fixture.anon.rpc("cf_add", { a: 1 })).data, 11);
  assert.equal((await fixture.anon.rpc("cf_add", { a: null, b: 2 })).data, null);
});

Deno.test("arrays and JSON are arguments like others", async () => {
  const doc = { text: 'it\'s \\ "quoted" ü', list: [1, null] };
  assert.deepEqual((await fixture.anon.rpc("cf_array", { items: [1, 2, 3], doc })).data, { sum: 6, doc });
});

Deno.test("a function without a result answers 204", async () => {
  const { data, status } = await fixture.anon.rpc("cf_nothing");
  assert.deepEqual([data, status], [null, 204]);
});

Deno.test("a set of values is a list", async () => {
  assert.deepEqual((await fixture.anon.rpc("cf_numbers", { n: 3 })).data, [1, 2, 3]);
});

Deno.test("a set of rows is filtered, ordered, counted, and embeds what belongs to it", async () => {
  const { data, count, error } = await fixture.anon.rpc("cf_books_of", { author: 1 }, { count: "exact" })
    .select("title, author:author_id(name)").order("id", { ascending: false }).limit(1);
  assert.equal(error, null);
  assert.deepEqual(data as unknown, [{ title: "Notes, (first)", author: { name: "Ada" } }]);
  assert.equal(count, 2);
  const single = await fixture.anon.rpc("cf_books_of", { author: 2 }).select("id").single();
  assert.deepEqual(single.data, { id: 2 });
  const none = await fixture.anon.rpc("cf_books_of", { author: 9 }).maybeSingle();
  assert.deepEqual([none.data, none.error], [null, null]);
});

Deno.test("one row is an object", async () => {
  const { data } = await fixture.anon.rpc("cf_book", { book: 2 }).select("id, title");
  assert.deepEqual(data as unknown, { id: 2, title: "Nights" });
  assert.deepEqual((await fixture.anon.rpc("cf_pair")).data, { first: 1, second: "two" });
});

Deno.test("a function is called by GET, where it may not write", async () => {
  assert.equal((await fixture.anon.rpc("cf_add", { a: 1, b: 2 }, { get: true })).data, 3);
  const user = await newUser(fixture.target);
  const { error, status } = await user.client.rpc("cf_write", { note: "x" }, { get: true });
  assert.deepEqual([error?.code, status], ["25006", 405]);
  assert.equal((await user.client.rpc("cf_write", { note: "x" })).error, null);
});

Deno.test("a function knows who calls, and how", async () => {
  const user = await newUser(fixture.target);
  const call = user.client.rpc("cf_whoami").setHeader("x-test", "here");
  assert.deepEqual((await call).data, {
    role: "authenticated",
    sub: user.id,
    claim: "authenticated",
    path: "/rpc/cf_whoami",
    agent: "here",
  });
  const role = async (client: typeof fixture.anon) => (await client.rpc("cf_whoami")).data.role;
  assert.deepEqual([await role(fixture.anon), await role(fixture.service)], ["anon", "service_role"]);
});

Deno.test("errors that a function raises keep code, message, detail and hint, and choose their status", async () => {
  for (
    const [state, status] of [["P0001", 400], ["23514", 400], ["23505", 409], ["42501", 401], ["PT418", 418], [
      "PT402",
      402,
    ]]
  ) {
    const { error, ...answer } = await fixture.anon.rpc("cf_fail", { state, what: "no" });
    const { code, message, details, hint } = error!;
    assert.deepEqual([code, message, details, hint], [state, "no", "the detail", "the hint"]);
    assert.equal(answer.status, status, String(state));
  }
});

Deno.test("a function decides on status and headers of its answer", async () => {
  const response = await fetch(`${fixture.target.url}/rest/v1/rpc/cf_status`, {
    method: "POST",
    headers: { apikey: fixture.target.publishableKey },
  });
  assert.deepEqual([response.status, response.headers.get("x-from")], [207, "database"]);
  assert.deepEqual(await response.json(), { ok: true });
});

Deno.test("a function that is not there, or not with these arguments, is an error that says what was looked for", async () => {
  const missing = await fixture.anon.rpc("cf_missing");
  assert.deepEqual([missing.error?.code, missing.status], ["PGRST202", 404]);
  const { error } = await fixture.anon.rpc("cf_add", { a: 1, c: 2 });
  assert.equal(error?.code, "PGRST202");
  assert.equal(error?.message, "Could not find the function public.cf_add(a, c) in the schema cache");
});

Deno.test("a function may be called only by those whom it is granted to", async () => {
  const anon = await fixture.anon.rpc("cf_secret");
  assert.deepEqual([anon.error?.code, anon.status], ["42501", 401]);
  assert.equal((await fixture.service.rpc("cf_secret")).data, 1);
});

Deno.test("a function that is made or changed is served soon, without anybody asking for it", async () => {
  await fixture.target.sql.unsafe(`
    drop function if exists public.cf_new;
    create function public.cf_new() returns int language sql as 'select 42'`);
  for (const end = performance.now() + 20_000;;) {
    const { data, error } = await fixture.anon.rpc("cf_new");
    if (error === null) {
      assert.equal(data, 42);
      break;
    }
    assert.ok(performance.now() < end, error.message);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await fixture.target.sql`drop function public.cf_new`;
});
