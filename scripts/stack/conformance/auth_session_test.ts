/**
 * Signing up, in and out, and what a session is.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import assert from "node:assert/strict";
import { openTarget, type Target } from "./target.ts";

let target: Target;
Deno.test.beforeAll(async () => {
  target = await openTarget();
});
Deno.test.afterAll(() => target.close());

const PASSWORD = "correct horse";
const newAddress = () => `cf-${crypto.randomUUID()}@example.com`;
const newClient = (key = target.publishableKey): SupabaseClient =>
  createClient(target.url, key, { auth: { persistSession: false, autoRefreshToken: false } });

async function signedUp(): Promise<{ client: SupabaseClient; email: string; id: string }> {
  const client = newClient();
  const email = newAddress();
  const { data, error } = await client.auth.signUp({ email, password: PASSWORD });
  assert.equal(error, null);
  return { client, email, id: data.user!.id };
}

Deno.test("a guest is signed in without giving anything, and is told apart from users", async () => {
  const client = newClient();
  const { data, error } = await client.auth.signInAnonymously({ options: { data: { color: "blue" } } });
  assert.equal(error, null);
  assert.deepEqual([data.user!.is_anonymous, data.user!.role, data.user!.email], [true, "authenticated", ""]);
  assert.deepEqual(data.user!.user_metadata, { color: "blue" });
  const { claims } = (await client.auth.getClaims()).data!;
  assert.equal(claims.is_anonymous, true);
});

Deno.test("signing up by address and password signs in, with a user in the form that hosted gives", async () => {
  const client = newClient();
  const email = newAddress();
  const { data, error } = await client.auth.signUp({
    email: email.toUpperCase(),
    password: PASSWORD,
    options: { data: { name: "Ada" } },
  });
  assert.equal(error, null);
  assert.equal(data.session!.token_type, "bearer");
  const { user } = data;
  assert.equal(user!.email, email, "addresses are kept in lower case");
  assert.deepEqual([user!.aud, user!.role, user!.is_anonymous], ["authenticated", "authenticated", false]);
  assert.equal(user!.user_metadata.name, "Ada");
  assert.deepEqual(user!.app_metadata, { provider: "email", providers: ["email"] });
  assert.equal(user!.identities!.length, 1);
  assert.equal(user!.identities![0]!.provider, "email");
  assert.match(user!.created_at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

Deno.test("an access token says who, in which session, by what method and until when", async () => {
  const { client, email, id } = await signedUp();
  const session = (await client.auth.getSession()).data.session!;
  const { claims } = (await client.auth.getClaims()).data!;
  assert.deepEqual([claims.sub, claims.role, claims.aud, claims.email], [id, "authenticated", "authenticated", email]);
  assert.deepEqual([claims.aal, claims.iss], ["aal1", `${target.url}/auth/v1`]);
  assert.match(claims.session_id, /^[0-9a-f-]{36}$/);
  assert.equal((claims.amr![0] as { method: string }).method, "password");
  assert.equal(claims.exp - claims.iat, session.expires_in);
  assert.equal(claims.exp, session.expires_at);
});

Deno.test("signing in needs the right password", async () => {
  const { email, id } = await signedUp();
  const right = await newClient().auth.signInWithPassword({ email, password: PASSWORD });
  assert.equal(right.data.user?.id, id);
  const wrong = await newClient().auth.signInWithPassword({ email, password: "wrong" });
  assert.deepEqual([wrong.error?.code, wrong.error?.status], ["invalid_credentials", 400]);
  const unknown = await newClient().auth.signInWithPassword({ email: newAddress(), password: PASSWORD });
  assert.equal(unknown.error?.code, "invalid_credentials");
});

Deno.test("signing up is refused for a known address, a short password and what is no address", async () => {
  const { email } = await signedUp();
  const known = await newClient().auth.signUp({ email, password: PASSWORD });
  assert.deepEqual([known.error?.code, known.error?.status], ["user_already_exists", 422]);
  const short = await newClient().auth.signUp({ email: newAddress(), password: "a" });
  assert.equal(short.error?.code, "weak_password");
  const bad = await newClient().auth.signUp({ email: "nobody", password: PASSWORD });
  assert.deepEqual([bad.error?.code, bad.error?.status], ["validation_failed", 400]);
});

Deno.test("a session is renewed: new tokens, the same session", async () => {
  const { client } = await signedUp();
  const before = (await client.auth.getSession()).data.session!;
  const { data, error } = await client.auth.refreshSession();
  assert.equal(error, null);
  assert.notEqual(data.session!.refresh_token, before.refresh_token);
  const sessionOf = async (token: string) => (await client.auth.getClaims(token)).data!.claims.session_id;
  assert.equal(await sessionOf(data.session!.access_token), await sessionOf(before.access_token));
});

Deno.test("a refresh token that was used a moment ago gives the same session again, for a lost answer", async () => {
  const { client } = await signedUp();
  const { refresh_token } = (await client.auth.getSession()).data.session!;
  const first = await newClient().auth.refreshSession({ refresh_token });
  const second = await newClient().auth.refreshSession({ refresh_token });
  assert.equal(second.error, null);
  assert.equal(second.data.session!.refresh_token, first.data.session!.refresh_token);
});

Deno.test("a refresh token that was used long ago ends the session", async () => {
  const { client } = await signedUp();
  const { refresh_token } = (await client.auth.getSession()).data.session!;
  const { data } = await newClient().auth.refreshSession({ refresh_token });
  await target
    .sql`update auth.refresh_tokens set updated_at = now() - interval '1 hour' where token = ${refresh_token}`;
  const stolen = await newClient().auth.refreshSession({ refresh_token });
  assert.deepEqual([stolen.error?.code, stolen.error?.status], ["refresh_token_already_used", 400]);
  await target.sql`
    update auth.refresh_tokens set updated_at = now() - interval '1 hour' where token = ${data.session!.refresh_token}`;
  const owner = await newClient().auth.refreshSession({ refresh_token: data.session!.refresh_token });
  assert.equal(owner.error?.code, "refresh_token_already_used");
});

Deno.test("a refresh token that nobody was given is refused", async () => {
  const { error } = await newClient().auth.refreshSession({ refresh_token: "made-up" });
  assert.deepEqual([error?.code, error?.status], ["refresh_token_not_found", 400]);
});

Deno.test("signing out ends the session, for whoever still has its tokens", async () => {
  const { client } = await signedUp();
  const { access_token, refresh_token } = (await client.auth.getSession()).data.session!;
  assert.equal((await client.auth.signOut()).error, null);
  assert.equal((await newClient().auth.getUser(access_token)).error?.name, "AuthSessionMissingError");
  assert.equal((await newClient().auth.refreshSession({ refresh_token })).error?.code, "refresh_token_not_found");
});

Deno.test("signing out can spare this session, or the others", async () => {
  const { client, email } = await signedUp();
  const other = newClient();
  await other.auth.signInWithPassword({ email, password: PASSWORD });
  await client.auth.signOut({ scope: "others" });
  assert.equal((await other.auth.getUser()).error?.name, "AuthSessionMissingError");
  assert.equal((await client.auth.getUser()).error, null);

  const third = newClient();
  await third.auth.signInWithPassword({ email, password: PASSWORD });
  await third.auth.signOut({ scope: "local" });
  assert.equal((await client.auth.getUser()).error, null);
});

Deno.test("a user changes password and metadata", async () => {
  const { client, email } = await signedUp();
  await client.auth.updateUser({ data: { theme: "dark", size: 3 } });
  const { data } = await client.auth.updateUser({ data: { size: null } });
  assert.deepEqual([data.user!.user_metadata.theme, data.user!.user_metadata.size], ["dark", undefined]);
  const same = await client.auth.updateUser({ password: PASSWORD });
  assert.equal(same.error?.code, "same_password");
  assert.equal((await client.auth.updateUser({ password: "another password" })).error, null);
  const { error } = await newClient().auth.signInWithPassword({ email, password: "another password" });
  assert.equal(error, null);
});

Deno.test("a guest becomes a user and stays the same person", async () => {
  const client = newClient();
  const { data: guest } = await client.auth.signInAnonymously();
  const email = newAddress();
  const { data, error } = await client.auth.updateUser({ email, password: PASSWORD });
  assert.equal(error, null);
  assert.deepEqual([data.user!.id, data.user!.email], [guest.user!.id, email]);
  const { data: renewed } = await client.auth.refreshSession();
  assert.equal(renewed.user!.is_anonymous, false);
  assert.equal((await newClient().auth.signInWithPassword({ email, password: PASSWORD })).error, null);
});

Deno.test("a user who is removed is nobody any more", async () => {
  const { client, id } = await signedUp();
  await newClient(target.secretKey).auth.admin.deleteUser(id);
  assert.equal((await client.auth.getUser()).error?.code, "user_not_found");
});

Deno.test("tokens can be verified by the published keys alone", async () => {
  const { client } = await signedUp();
  const { access_token } = (await client.auth.getSession()).data.session!;
  const { createRemoteJWKSet, jwtVerify } = await import("jose");
  const keys = createRemoteJWKSet(new URL(`${target.url}/auth/v1/.well-known/jwks.json`));
  const { payload } = await jwtVerify(access_token, keys);
  assert.equal(payload.role, "authenticated");
});

Deno.test("settings say what ways of signing in there are", async () => {
  const response = await fetch(`${target.url}/auth/v1/settings`, { headers: { apikey: target.publishableKey } });
  const settings = await response.json();
  assert.deepEqual([settings.external.email, settings.external.anonymous_users], [true, true]);
});
