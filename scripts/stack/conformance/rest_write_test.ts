/**
 * Writing tables through REST.
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

const books = () => fixture.anon.from("cf_books");

Deno.test("a row is inserted, and given back only when asked for", async () => {
  const silent = await books().insert({ id: 10, title: "Silent" });
  assert.deepEqual([silent.data, silent.error, silent.status], [null, null, 201]);
  const { data } = await books().insert({ title: "Loud", details: { a: [1] }, keywords: ["x", 'y"z'] })
    .select("id, title, details, keywords, author_id").single();
  assert.deepEqual(data, { id: data!.id, title: "Loud", details: { a: [1] }, keywords: ["x", 'y"z'], author_id: null });
  assert.ok(data!.id > 100, "the identity column counts on");
});

Deno.test("rows that lack different columns are inserted together, with nulls or with defaults", async () => {
  const nulls = await books().insert([{ id: 20, title: "a", in_print: false }, { id: 21, title: "b" }]).select("id");
  assert.equal(nulls.error?.code, "23502", "in_print may not be null");
  const rows = [{ id: 20, title: "a", in_print: false }, { id: 21, title: "b" }];
  const defaults = await books().insert(rows, { defaultToNull: false }).select("id, in_print").order("id");
  assert.deepEqual(defaults.data, [{ id: 20, in_print: false }, { id: 21, in_print: true }]);
});

Deno.test("an inserted row comes with what it embeds", async () => {
  const { data, error } = await books().insert({ id: 30, title: "Embedding", author_id: 1 })
    .select("title, author:author_id(name), cf_covers(color)").single();
  assert.equal(error, null);
  assert.deepEqual(data as unknown, { title: "Embedding", author: { name: "Ada" }, cf_covers: null });
});

Deno.test("an upsert changes a row that is there, by primary key or by the columns named", async () => {
  const tags = () => fixture.anon.from("cf_tags");
  await tags().insert({ id: 50, name: "old" });
  const byKey = await tags().upsert({ id: 50, name: "new" }).select().single();
  assert.deepEqual(byKey.data, { id: 50, name: "new" });
  const byName = await tags().upsert({ id: 51, name: "new" }, { onConflict: "name" }).select().single();
  assert.deepEqual(byName.data, { id: 51, name: "new" });
  const ignored = await tags().upsert([{ id: 51, name: "other" }, { id: 52, name: "added" }], {
    ignoreDuplicates: true,
  }).select("id");
  assert.deepEqual(ignored.data, [{ id: 52 }]);
});

Deno.test("rows that fit the filter are changed, and counted", async () => {
  await books().insert([{ id: 60, title: "x" }, { id: 61, title: "x" }, { id: 62, title: "y" }]);
  const changed = await books().update({ price: 3, details: { n: null } }, { count: "exact" }).eq("title", "x")
    .select("id, price, details").order("id");
  assert.deepEqual(changed.data, [
    { id: 60, price: 3, details: { n: null } },
    { id: 61, price: 3, details: { n: null } },
  ]);
  assert.equal(changed.count, 2);
  const nobody = await books().update({ price: 1 }).eq("id", 999).select();
  assert.deepEqual([nobody.data, nobody.status], [[], 200]);
  const silent = await books().update({ price: 4 }).eq("id", 62);
  assert.deepEqual([silent.data, silent.status], [null, 204]);
});

Deno.test("rows that fit the filter are removed", async () => {
  await books().insert([{ id: 70, title: "gone" }, { id: 71, title: "stays" }]);
  const removed = await books().delete().eq("id", 70).select("title");
  assert.deepEqual(removed.data, [{ title: "gone" }]);
  assert.equal((await books().delete({ count: "exact" }).in("id", [71])).count, 1);
});

Deno.test("a write that should meet one row and meets several is undone", async () => {
  await books().insert([{ id: 80, title: "pair" }, { id: 81, title: "pair" }]);
  const { error, status } = await books().update({ price: 9 }).eq("title", "pair").select().single();
  assert.deepEqual([error?.code, status], ["PGRST116", 406]);
  const { data } = await books().select("price").eq("title", "pair");
  assert.deepEqual(data, [{ price: null }, { price: null }]);
});

Deno.test("a write that meets more rows than allowed is undone", async () => {
  await books().insert([{ id: 90, title: "many" }, { id: 91, title: "many" }]);
  const query = books().update({ price: 9 }).eq("title", "many").select();
  const { error } = await query.setHeader("prefer", "return=representation, handling=strict, max-affected=1");
  assert.equal(error?.code, "PGRST124");
  const { data } = await books().select("price").eq("title", "many");
  assert.deepEqual(data, [{ price: null }, { price: null }]);
});

Deno.test("what the database refuses is told by its code and PostgREST's status", async () => {
  const refusals = {
    "a null": [await books().insert({ title: null }), "23502", 400],
    "a check": [await books().insert({ title: "" }), "23514", 400],
    "a missing parent": [await books().insert({ title: "x", author_id: 99 }), "23503", 409],
    "a duplicate": [await books().insert({ id: 1, title: "x" }), "23505", 409],
    "an unknown column": [await books().insert({ title: "x", colour: 1 }), "PGRST204", 400],
    "a wrong type": [await books().insert({ title: "x", price: "cheap" }), "22P02", 400],
  } as const;
  for (const [what, [{ error, status }, code, expected]] of Object.entries(refusals)) {
    assert.deepEqual([error?.code, status], [code, expected], what);
  }
  const { error } = await books().insert({ id: 1, title: "x" });
  assert.equal(error!.message, 'duplicate key value violates unique constraint "cf_books_pkey"');
  assert.equal(error!.details, "Key (id)=(1) already exists.");
});

Deno.test("numbers keep digits that JavaScript would lose", async () => {
  const { url, publishableKey } = fixture.target;
  const headers = { apikey: publishableKey, "content-type": "application/json", prefer: "return=representation" };
  const row = '"big":9007199254740993,"amount":0.1000000000000000000001';
  const written = await fetch(`${url}/rest/v1/cf_types?select=big,amount`, {
    method: "POST",
    headers,
    body: `{"id":9,${row}}`,
  });
  assert.equal(await written.text(), `[{${row}}]`);
});

Deno.test("a body that is no JSON, or no rows, is refused", async () => {
  const { url, publishableKey } = fixture.target;
  for (const body of ["", "{", "1", "[1]"]) {
    const response = await fetch(`${url}/rest/v1/cf_books`, {
      method: "POST",
      headers: { apikey: publishableKey, "content-type": "application/json" },
      body,
    });
    assert.deepEqual([response.status, (await response.json()).code], [400, "PGRST102"], body);
  }
});

Deno.test("policies decide what a user sees and writes", async () => {
  const [ada, bob] = [await newUser(fixture.target), await newUser(fixture.target)];
  const own = await ada.client.from("cf_notes").insert({ text: "mine" }).select("owner, text").single();
  assert.deepEqual(own.data, { owner: ada.id, text: "mine" });
  assert.deepEqual((await bob.client.from("cf_notes").select()).data, []);
  assert.deepEqual((await bob.client.from("cf_notes").update({ text: "his" }).eq("owner", ada.id).select()).data, []);
  assert.deepEqual((await bob.client.from("cf_notes").delete().eq("owner", ada.id).select()).data, []);
  const forged = await bob.client.from("cf_notes").insert({ text: "hers", owner: ada.id });
  assert.deepEqual([forged.error?.code, forged.status], ["42501", 403]);
  const nobody = await fixture.anon.from("cf_notes").select();
  assert.deepEqual([nobody.error?.code, nobody.status], ["42501", 401]);
  const all = await fixture.service.from("cf_notes").select("text").eq("owner", ada.id);
  assert.deepEqual(all.data, [{ text: "mine" }]);
});
