import assert from "node:assert/strict";
import type { Sql } from "postgres";
import { ServiceHarness } from "../service_harness.ts";
import { parseFilters, passes, prepareFilters } from "./filters.ts";
import type { Row } from "./pgoutput.ts";

let harness: ServiceHarness;
Deno.test.beforeAll(async () => {
  harness = await ServiceHarness.start("");
});
Deno.test.afterAll(() => harness[Symbol.asyncDispose]());

const TYPES = new Map([["id", "integer"], ["name", "text"], ["score", "numeric"], ["done", "boolean"], ["at", "date"]]);

async function holds(filter: string, row: Row): Promise<boolean> {
  const sql = harness.sql as Sql;
  return await passes(sql, await prepareFilters(sql, parseFilters(filter), TYPES), TYPES, row);
}

Deno.test("parseFilters() reads several filters, negation, and lists with commas of their own", () => {
  assert.deepEqual(parseFilters("id=in.(1,2),name=not.eq.a.b,score=gt.0.5"), [
    { column: "id", operator: "in", value: "{1,2}", negated: false },
    { column: "name", operator: "eq", value: "a.b", negated: true },
    { column: "score", operator: "gt", value: "0.5", negated: false },
  ]);
});

Deno.test("parseFilters() refuses what is no filter", () => {
  for (const filter of ["id", "id=1", "id=almost.1", "id=is.maybe"]) assert.throws(() => parseFilters(filter), filter);
});

Deno.test("filters compare by the column's type", async () => {
  const row = { id: "10", name: "b'; drop table x; --", score: "1.50", done: "t", at: "2026-01-02" };
  const outcomes: Record<string, boolean> = {
    "id=eq.10": true,
    "id=eq.010": true,
    "id=neq.10": false,
    "id=gt.9": true,
    "id=in.(9,10)": true,
    "id=not.in.(9,10)": false,
    "score=eq.1.5": true,
    "score=lte.1.4999": false,
    "done=eq.true": true,
    "done=is.true": true,
    "at=gte.2026-01-02": true,
    "name=like.b%": true,
    "name=ilike.B%": true,
    "name=match.^b": true,
    "name=neq.a": true,
    "name=isdistinct.a": true,
    "name=is.null": false,
    "id=eq.10,score=gt.1": true,
    "id=eq.10,score=gt.2": false,
  };
  for (const [filter, expected] of Object.entries(outcomes)) assert.equal(await holds(filter, row), expected, filter);
});

Deno.test("a null passes only filters that ask for it", async () => {
  for (const filter of ["name=eq.a", "name=neq.a", "name=not.eq.a", "name=like.%"]) {
    assert.equal(await holds(filter, { name: null }), false, filter);
  }
  assert.equal(await holds("name=is.null", { name: null }), true);
  assert.equal(await holds("name=isdistinct.a", { name: null }), true);
});

Deno.test("a filter on a column that the change does not tell lets nothing pass", async () => {
  assert.equal(await holds("name=neq.a", { id: "1" }), false);
});

Deno.test("prepareFilters() refuses values that are none of the column's type", async () => {
  const sql = harness.sql as Sql;
  for (const filter of ["id=eq.ten", "id=in.(1,x)", "id=like.1%", "name=match.(", "unknown=eq.1"]) {
    await assert.rejects(prepareFilters(sql, parseFilters(filter), TYPES), Error, filter);
  }
});
