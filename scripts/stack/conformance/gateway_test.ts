/**
 * The gateway: who may ask what, and what browsers need.
 *
 * @module
 */
import assert from "node:assert/strict";
import { newUser, openTarget, type Target } from "./target.ts";

let target: Target;
Deno.test.beforeAll(async () => {
  target = await openTarget();
});
Deno.test.afterAll(() => target.close());

async function ask(path: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
  const response = await fetch(target.url + path, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}
const WHO = "/rest/v1/?select=none";

Deno.test("without a key REST and Auth are closed", async () => {
  assert.equal((await ask(WHO)).status, 401);
  assert.equal((await ask("/auth/v1/user")).status, 401);
  assert.match((await ask("/rest/v1/x")).text, /No API key found in request/);
});

Deno.test("a key that was made up is refused", async () => {
  const { status, text } = await ask("/rest/v1/x", { apikey: "sb_publishable_made_up" });
  assert.equal(status, 401);
  assert.match(text, /Invalid API key/);
});

Deno.test("a key is taken from the URL as well", async () => {
  assert.equal((await ask(`/auth/v1/settings?apikey=${target.publishableKey}`)).status, 200);
});

Deno.test("a user's token counts for more than the key, and a bad one is not made up for by it", async () => {
  const { token, id } = await newUser(target);
  const user = await ask("/auth/v1/user", { apikey: target.publishableKey, authorization: `Bearer ${token}` });
  assert.equal(JSON.parse(user.text).id, id);
  const bad = await ask("/rest/v1/x", { apikey: target.secretKey, authorization: "Bearer a.b.c" });
  assert.equal(bad.status, 401);
  assert.equal(JSON.parse(bad.text).code, "PGRST301");
});

Deno.test("scripts of any page may ask", async () => {
  const preflight = await ask("/rest/v1/x", {
    origin: "http://page.example",
    "access-control-request-method": "PATCH",
    "access-control-request-headers": "apikey, prefer",
  }, { method: "OPTIONS" });
  assert.ok(preflight.status < 300);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.match(preflight.headers.get("access-control-allow-methods")!, /PATCH/);
  assert.match(preflight.headers.get("access-control-allow-headers")!, /apikey/);
  const answer = await ask("/rest/v1/cf_missing", { apikey: target.publishableKey });
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
});

Deno.test("a path that is no service's is not found", async () => {
  assert.equal((await ask("/nothing/v1/x", { apikey: target.publishableKey })).status, 404);
});
