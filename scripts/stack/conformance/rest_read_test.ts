/**
 * Reading tables through REST.
 *
 * @module
 */
import assert from "node:assert/strict";
import { openRestFixture, type RestFixture } from "./rest_fixture.ts";

let fixture: RestFixture;
Deno.test.beforeAll(async () => {
  fixture = await openRestFixture();
});
Deno.test.afterAll(() => fixture.close());

const books = () => fixture.anon.from("cf_books");
// deno-lint-ignore no-explicit-any -- the filters of every kind of query
type Query = any;

async function ids(query: Query): Promise<number[]> {
  const { data, error } = await query.order("id");
  assert.equal(error, null);
  return data.map((row: { id: number }) => row.id);
}

Deno.test("columns are chosen, renamed and cast", async () => {
  const { data, error } = await books().select("number:id, title, price::text").eq("id", 1).single();
  assert.equal(error, null);
  assert.deepEqual(data as unknown, { number: 1, title: "Engines", price: "10.50" });
});

Deno.test("JSON is reached into, by arrows, and named after the last key", async () => {
  const { data } = await books().select("details->pages, details->at->>shelf, p:details->>pages").eq("id", 1).single();
  assert.deepEqual(data, { pages: 120, shelf: "A", p: "120" });
});

Deno.test("values have the form that Postgres gives them in JSON", async () => {
  const response = await fetch(`${fixture.target.url}/rest/v1/cf_types`, {
    headers: { apikey: fixture.target.publishableKey },
  });
  const text = await response.text();
  for (
    const part of [
      '"at":"2026-11-01T10:30:00.123456+00:00"',
      '"on_day":"2026-11-01"',
      '"amount":12345678901234567890.5',
      '"big":9007199254740991',
      '"exact":0.1',
      '"raw":"\\\\xdeadbeef"',
      '"list":[1,2]',
    ]
  ) assert.ok(text.includes(part), `${part} is in ${text}`);
});

const FILTERS: Record<string, [(query: Query) => Query, number[]]> = {
  eq: [(q) => q.eq("title", "Nights"), [2]],
  neq: [(q) => q.neq("id", 1), [2, 3, 4]],
  "gt and lte": [(q) => q.gt("price", 1.25).lte("price", 10.5), [1, 2]],
  like: [(q) => q.like("title", "N%"), [2, 3]],
  ilike: [(q) => q.ilike("title", "%ENG%"), [1]],
  likeAnyOf: [(q) => q.likeAnyOf("title", ["E%", "U%"]), [1, 4]],
  ilikeAllOf: [(q) => q.ilikeAllOf("title", ["n%", "%s"]), [2]],
  "a value with comma and brackets": [(q) => q.eq("title", "Notes, (first)"), [3]],
  in: [(q) => q.in("id", [1, 4, 9]), [1, 4]],
  "in with quoted values": [(q) => q.in("title", ["Notes, (first)", "Nights"]), [2, 3]],
  "in an empty list": [(q) => q.in("id", []), []],
  "is null": [(q) => q.is("price", null), [3]],
  "is true": [(q) => q.is("in_print", true), [1, 2, 4]],
  "not is": [(q) => q.not("author_id", "is", null), [1, 2, 3]],
  "not in": [(q) => q.not("id", "in", "(1,2)"), [3, 4]],
  "or with and inside": [(q) => q.or("id.eq.4,and(author_id.eq.1,in_print.is.false)"), [3, 4]],
  "or with a list inside": [(q) => q.or("id.in.(1,2),title.eq.Unsigned"), [1, 2, 4]],
  "or with quotes": [(q) => q.or('title.eq."Notes, (first)",id.eq.1'), [1, 3]],
  "not and": [(q) => q.or("not.and(id.gt.1,id.lt.4)"), [1, 4]],
  contains: [(q) => q.contains("keywords", ["math"]), [1, 4]],
  "contains JSON": [(q) => q.contains("details", { pages: 400 }), [2]],
  containedBy: [(q) => q.containedBy("keywords", ["math", "steam"]), [1, 3, 4]],
  overlaps: [(q) => q.overlaps("keywords", ["dark", "steam"]), [1, 2]],
  "range overlaps": [(q) => q.overlaps("printed", "[1845,1899)"), [1, 2]],
  rangeGt: [(q) => q.rangeGt("printed", "[1840,1890)"), [2, 4]],
  rangeAdjacent: [(q) => q.rangeAdjacent("printed", "[1850,1897)"), [1, 2]],
  "JSON path": [(q) => q.eq("details->>pages", "120"), [1]],
  "JSON number": [(q) => q.gt("details->pages", 200), [2]],
  "full-text search": [(q) => q.textSearch("title", "engines | nights", { config: "english" }), [1, 2]],
  "websearch": [(q) => q.textSearch("title", "engines or notes", { type: "websearch", config: "english" }), [1, 3]],
  match: [(q) => q.match({ author_id: 1, in_print: true }), [1]],
  regex: [(q) => q.filter("title", "match", "^[EU]"), [1, 4]],
  "is distinct": [(q) => q.filter("author_id", "isdistinct", "1"), [2, 4]],
};
for (const [name, [filter, expected]] of Object.entries(FILTERS)) {
  Deno.test(`rows are filtered: ${name}`, async () => {
    assert.deepEqual(await ids(filter(books().select("id"))), expected);
  });
}

Deno.test("rows are ordered by several columns, with nulls first or last", async () => {
  const { data } = await books().select("id").order("price", { ascending: false, nullsFirst: false }).order("id");
  assert.deepEqual(data, [{ id: 1 }, { id: 2 }, { id: 4 }, { id: 3 }]);
  const first = await books().select("id").order("price", { nullsFirst: true }).limit(1);
  assert.deepEqual(first.data, [{ id: 3 }]);
});

Deno.test("a page of rows comes with how many there are", async () => {
  const { data, count, status } = await books().select("id", { count: "exact" }).order("id").range(1, 2);
  assert.deepEqual([data, count, status], [[{ id: 2 }, { id: 3 }], 4, 206]);
});

Deno.test("rows are counted without being sent", async () => {
  const { data, count } = await books().select("*", { count: "exact", head: true }).eq("author_id", 1);
  assert.deepEqual([data, count], [null, 2]);
});

Deno.test("a page behind the last row is an error when counted", async () => {
  const { error, status } = await books().select("id", { count: "exact" }).range(50, 60);
  assert.deepEqual([error?.code, status], ["PGRST103", 416]);
});

Deno.test("one row is an object, and none or several are an error that says how many", async () => {
  const one = await books().select("title").eq("id", 2).single();
  assert.deepEqual(one.data, { title: "Nights" });
  const several = await books().select("title").single();
  assert.deepEqual([several.error?.code, several.status], ["PGRST116", 406]);
  assert.equal(several.error?.details, "The result contains 4 rows");
  const none = await books().select("title").eq("id", 99).maybeSingle();
  assert.deepEqual([none.data, none.error], [null, null]);
});

Deno.test("rows are given as CSV", async () => {
  const { data } = await books().select("id,title").in("id", [2, 3]).order("id").csv();
  assert.equal(data, 'id,title\n2,Nights\n3,"Notes, (first)"');
});

Deno.test("a row's parent is embedded by its key", async () => {
  const { data, error } = await books().select("id, author:cf_authors!author_id(name)").lte("id", 1);
  assert.equal(error, null);
  assert.deepEqual(data as unknown, [{ id: 1, author: { name: "Ada" } }]);
  const none = await books().select("id, cf_authors!author_id(name)").eq("id", 4).single();
  assert.deepEqual(none.data as unknown, { id: 4, cf_authors: null });
});

Deno.test("the column of a key names the parent, too", async () => {
  const { data } = await books().select("author_id(name), editor:editor_id(name)").eq("id", 1).single();
  assert.deepEqual(data as unknown, { author_id: { name: "Ada" }, editor: { name: "Bram" } });
});

Deno.test("two ways to a table are an error that names both", async () => {
  const { error, status } = await books().select("cf_authors(name)");
  assert.deepEqual([error?.code, status], ["PGRST201", 300]);
  assert.match(error!.hint!, /cf_books_author_id_fkey.*cf_books_editor_id_fkey/);
});

Deno.test("children are embedded as a list, with filters, order and limit of their own", async () => {
  const { data, error } = await fixture.anon.from("cf_authors")
    .select("name, books:cf_books!author_id(id)").order("id").lte("id", 2)
    .order("id", { referencedTable: "books", ascending: false }).limit(1, { referencedTable: "books" });
  assert.equal(error, null);
  assert.deepEqual(data as unknown, [{ name: "Ada", books: [{ id: 3 }] }, { name: "Bram", books: [{ id: 2 }] }]);
  const filtered = await fixture.anon.from("cf_authors").select("name, cf_books!author_id(id)")
    .eq("cf_books.in_print", false).order("id");
  assert.deepEqual(filtered.data as unknown, [
    { name: "Ada", cf_books: [{ id: 3 }] },
    { name: "Bram", cf_books: [] },
    { name: "Cleo", cf_books: [] },
  ]);
});

Deno.test("an inner embedding leaves out rows that have nothing to embed", async () => {
  const { data } = await fixture.anon.from("cf_authors").select("name, cf_books!author_id!inner(id)")
    .eq("cf_books.in_print", false);
  assert.deepEqual(data as unknown, [{ name: "Ada", cf_books: [{ id: 3 }] }]);
});

Deno.test("a key that is unique gives one object", async () => {
  const { data } = await books().select("id, cf_covers(color)").lte("id", 3).order("id");
  assert.deepEqual(data as unknown, [
    { id: 1, cf_covers: { color: "red" } },
    { id: 2, cf_covers: { color: "black" } },
    { id: 3, cf_covers: null },
  ]);
});

Deno.test("tables are joined through the table between them, several levels deep", async () => {
  const { data, error } = await fixture.anon.from("cf_tags")
    .select("name, cf_books(title, author:author_id(name))").order("id").order("id", { referencedTable: "cf_books" });
  assert.equal(error, null);
  assert.deepEqual(data as unknown, [
    {
      name: "science",
      cf_books: [{ title: "Engines", author: { name: "Ada" } }, { title: "Notes, (first)", author: { name: "Ada" } }],
    },
    { name: "horror", cf_books: [{ title: "Nights", author: { name: "Bram" } }] },
  ]);
});

Deno.test("a parent's columns are spread into the row", async () => {
  const { data } = await books().select("id, ...author_id(author:name)").lte("id", 2).order("id");
  assert.deepEqual(data as unknown, [{ id: 1, author: "Ada" }, { id: 2, author: "Bram" }]);
});

Deno.test("rows are filtered by whether they have something to embed", async () => {
  const { data } = await books().select("id, cf_covers()").is("cf_covers", null).order("id");
  assert.deepEqual(data, [{ id: 3 }, { id: 4 }]);
});

Deno.test("an embedding without a relationship is an error that names both tables", async () => {
  const { error, status } = await books().select("cf_notes(text)");
  assert.deepEqual([error?.code, status], ["PGRST200", 400]);
  assert.match(error!.message, /between 'cf_books' and 'cf_notes'/);
});

Deno.test("a table, column or schema that is not served is an error of its own", async () => {
  const table = await fixture.anon.from("cf_missing").select();
  assert.deepEqual([table.error?.code, table.status], ["PGRST205", 404]);
  const column = await books().select("colour");
  assert.deepEqual([column.error?.code, column.status], ["42703", 400]);
  const schema = await fixture.anon.schema("auth").from("users").select();
  assert.deepEqual([schema.error?.code, schema.status], ["PGRST106", 406]);
});

Deno.test("a filter that cannot be read, or whose value does not fit, is an error and nothing else", async () => {
  const operator = await books().select("id").filter("id", "equals", "1");
  assert.deepEqual([operator.error?.code, operator.status], ["PGRST100", 400]);
  const value = await books().select("id").eq("id", "one");
  assert.deepEqual([value.error?.code, value.status], ["22P02", 400]);
  const injection = await books().select("id").eq("title", "'; drop table public.cf_books; --");
  assert.deepEqual(injection.data, []);
  assert.equal((await ids(books().select("id"))).length, 4);
});

Deno.test("a table without a grant is closed, also to the service role", async () => {
  const anon = await fixture.anon.from("cf_closed").select();
  assert.deepEqual([anon.error?.code, anon.status], ["42501", 401]);
  const service = await fixture.service.from("cf_closed").select();
  assert.deepEqual([service.error?.code, service.status], ["42501", 403]);
});
