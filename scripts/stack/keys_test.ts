import { strict as assert } from "node:assert";
import { decodeProtectedHeader, SignJWT } from "jose";
import { parseConfig } from "./config.ts";
import { createKeys } from "./keys.ts";

const keys = await createKeys(parseConfig("", "config.toml", () => undefined).auth);
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

Deno.test("the legacy keys are the Supabase CLI's well-known local ones", () => {
  assert.ok(keys.anonKey.endsWith(".CRXP1A7WOeoJeXxjNni43kdQwgnWNReilDMblYTn_I0"));
  assert.ok(keys.serviceRoleKey.endsWith(".EGIM96RAZx35lJzdJsyH-qQwv8Hdp7fsn3W0YpN81IU"));
});

Deno.test("every kind of key stands for its role", async () => {
  assert.equal((await keys.claimsOf(keys.publishableKey))?.role, "anon");
  assert.equal((await keys.claimsOf(keys.anonKey))?.role, "anon");
  assert.equal((await keys.claimsOf(keys.secretKey))?.role, "service_role");
  assert.equal((await keys.claimsOf(keys.serviceRoleKey))?.role, "service_role");
  assert.equal(await keys.claimsOf("sb_secret_guessed"), undefined);
});

Deno.test("a user's token is signed as hosted projects sign, and verified by the public keys alone", async () => {
  const token = await keys.sign({ sub: "a", role: "authenticated", exp: inAnHour() });
  assert.equal(decodeProtectedHeader(token).alg, "ES256");
  assert.equal((await keys.verify(token))?.sub, "a");
  assert.ok(keys.jwks.keys.every((key) => key.d === undefined && key.k === undefined));
});

Deno.test("an expired token is none, also when it was verified before", async () => {
  const token = await keys.sign({ sub: "a", role: "authenticated", exp: Math.floor(Date.now() / 1000) + 1 });
  assert.equal((await keys.verify(token))?.sub, "a");
  const old = await keys.sign({ sub: "a", role: "authenticated", exp: 1 });
  assert.equal(await keys.verify(old), undefined);
});

Deno.test("a token of another secret, or an altered one, is none", async () => {
  const other = await new SignJWT({ role: "service_role" }).setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode("another secret of at least 32 characters"));
  assert.equal(await keys.verify(other), undefined);
  const [header, , signature] = keys.anonKey.split(".");
  const payload = btoa('{"role":"service_role"}').replaceAll("=", "");
  assert.equal(await keys.verify(`${header}.${payload}.${signature}`), undefined);
});
