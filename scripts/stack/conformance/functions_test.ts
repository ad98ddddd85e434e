/**
 * Edge Functions as supabase-js calls them, by the example of the project's own `health`.
 *
 * @module
 */
import { createClient } from "@supabase/supabase-js";
import assert from "node:assert/strict";
import { newUser, openTarget, type Target } from "./target.ts";

let target: Target;
Deno.test.beforeAll(async () => {
  target = await openTarget();
});
Deno.test.afterAll(() => target.close());

const newClient = () =>
  createClient(target.url, target.publishableKey, { auth: { persistSession: false, autoRefreshToken: false } });

Deno.test("a function is invoked and its JSON read", async () => {
  const { data, error } = await newClient().functions.invoke("health", { method: "GET" });
  assert.equal(error, null);
  assert.equal(data.database, "ok");
});

Deno.test("a function that is not there is an error with status 404", async () => {
  const { client } = await newUser(target);
  const { error } = await client.functions.invoke("cf-missing");
  assert.equal(error.context.status, 404);
  assert.equal((await error.context.json()).code, "NOT_FOUND");
});
