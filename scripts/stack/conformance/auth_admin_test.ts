/**
 * The administration of users.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import assert from "node:assert/strict";
import { newUser, openTarget, type Target } from "./target.ts";

let target: Target;
let admin: SupabaseClient;
Deno.test.beforeAll(async () => {
  target = await openTarget();
  admin = newClient(target.secretKey);
});
Deno.test.afterAll(() => target.close());

const PASSWORD = "correct horse";
const newAddress = () => `cf-${crypto.randomUUID()}@example.com`;
const newClient = (key = target.publishableKey): SupabaseClient =>
  createClient(target.url, key, { auth: { persistSession: false, autoRefreshToken: false } });

async function created(attributes: Record<string, unknown> = {}) {
  const email = newAddress();
  const { data, error } = await admin.auth.admin.createUser({
    email,
    password: PASSWORD,
    email_confirm: true,
    ...attributes,
  });
  assert.equal(error, null);
  return { email, user: data.user! };
}

Deno.test("a user is made, with metadata, and can sign in", async () => {
  const { email, user } = await created({ user_metadata: { name: "Ada" }, app_metadata: { plan: "pro" } });
  assert.equal(user.user_metadata.name, "Ada");
  assert.equal(user.app_metadata.plan, "pro");
  assert.equal(user.app_metadata.provider, "email");
  const client = newClient();
  assert.equal((await client.auth.signInWithPassword({ email, password: PASSWORD })).error, null);
  const { claims } = (await client.auth.getClaims()).data!;
  assert.equal(claims.app_metadata!.plan, "pro");
});

Deno.test("a user is found by id, and in the list of all, page by page", async () => {
  const { user } = await created();
  assert.equal((await admin.auth.admin.getUserById(user.id)).data.user?.email, user.email);
  const { data, error } = await admin.auth.admin.listUsers({ page: 1, perPage: 1 });
  assert.equal(error, null);
  assert.equal(data.users.length, 1);
  assert.ok("total" in data && data.total >= 1);
  const first = await admin.auth.admin.listUsers({ page: 1, perPage: 1000 });
  assert.ok(first.data.users.some((one) => one.id === user.id && one.identities?.length === 1));
});

Deno.test("a user is changed: address, password, metadata, ban", async () => {
  const { user } = await created({ app_metadata: { a: 1 }, user_metadata: { b: 1 } });
  const email = newAddress();
  const { data, error } = await admin.auth.admin.updateUserById(user.id, {
    email,
    password: "another password",
    app_metadata: { c: 2 },
    user_metadata: { b: 2 },
  });
  assert.equal(error, null);
  assert.equal(data.user!.email, email);
  assert.deepEqual([data.user!.app_metadata.a, data.user!.app_metadata.c], [1, 2]);
  assert.equal(data.user!.user_metadata.b, 2);
  const signIn = () => newClient().auth.signInWithPassword({ email, password: "another password" });
  assert.equal((await signIn()).error, null);
  await admin.auth.admin.updateUserById(user.id, { ban_duration: "24h" });
  assert.equal((await signIn()).error?.code, "user_banned");
  await admin.auth.admin.updateUserById(user.id, { ban_duration: "none" });
  assert.equal((await signIn()).error, null);
});

Deno.test("a user is removed, and what belongs to them with them", async () => {
  const { user } = await created();
  assert.equal((await admin.auth.admin.deleteUser(user.id)).error, null);
  const { error } = await admin.auth.admin.getUserById(user.id);
  assert.deepEqual([error?.code, error?.status], ["user_not_found", 404]);
  const [row] = await target.sql`select count(*)::int as left from auth.identities where user_id = ${user.id}`;
  assert.equal(row!.left, 0);
});

Deno.test("an address belongs to one user", async () => {
  const { email } = await created();
  const { error } = await admin.auth.admin.createUser({ email });
  assert.deepEqual([error?.code, error?.status], ["email_exists", 422]);
});

Deno.test("an id can be chosen, and a user that is not there is an error", async () => {
  const id = crypto.randomUUID();
  assert.equal((await created({ id })).user.id, id);
  const { error } = await admin.auth.admin.getUserById(crypto.randomUUID());
  assert.equal(error?.code, "user_not_found");
});

Deno.test("a link is made for every purpose, and opens a session without mail", async () => {
  const { email } = await created();
  for (const type of ["magiclink", "recovery"] as const) {
    const { data, error } = await admin.auth.admin.generateLink({ type, email });
    assert.equal(error, null);
    assert.equal(data.properties!.verification_type, type);
    const session = await newClient().auth.verifyOtp({ type, token_hash: data.properties!.hashed_token });
    assert.equal(session.data.user?.email, email);
    const again = await newClient().auth.verifyOtp({ type, token_hash: data.properties!.hashed_token });
    assert.equal(again.error?.code, "otp_expired");
  }
  const invited = newAddress();
  const invite = await admin.auth.admin.generateLink({ type: "invite", email: invited });
  const byCode = await newClient().auth.verifyOtp({
    type: "invite",
    email: invited,
    token: invite.data.properties!.email_otp,
  });
  assert.equal(byCode.data.user?.email, invited);
  const signup = await admin.auth.admin.generateLink({ type: "signup", email: newAddress(), password: PASSWORD });
  assert.equal(signup.error, null);
});

Deno.test("all sessions of a user are ended", async () => {
  const { email } = await created();
  const client = newClient();
  const { data } = await client.auth.signInWithPassword({ email, password: PASSWORD });
  assert.equal((await admin.auth.admin.signOut(data.session!.access_token, "global")).error, null);
  assert.equal((await client.auth.getUser()).error?.name, "AuthSessionMissingError");
});

Deno.test("nobody but the service role administers", async () => {
  const { client } = await newUser(target);
  for (const attempt of [client.auth.admin, newClient().auth.admin]) {
    const { error } = await attempt.listUsers();
    assert.equal(error?.code, "not_admin");
    assert.equal((await attempt.createUser({ email: newAddress() })).error?.status, 403);
  }
});

Deno.test("a trigger on auth.users sees a new user, and can refuse it", async () => {
  await target.sql.unsafe(`
    create table if not exists public.cf_profiles (id uuid primary key, name text);
    create or replace function public.cf_new_user() returns trigger language plpgsql security definer
      set search_path = '' as $$
    begin
      if new.raw_user_meta_data ->> 'refuse' is not null then
        raise exception 'refused';
      end if;
      insert into public.cf_profiles values (new.id, new.raw_user_meta_data ->> 'name');
      return new;
    end $$;
    create or replace trigger cf_new_user after insert on auth.users for each row execute function public.cf_new_user();
  `);
  try {
    const { user } = await created({ user_metadata: { name: "Ada" } });
    const [profile] = await target.sql`select name from public.cf_profiles where id = ${user.id}`;
    assert.equal(profile!.name, "Ada");
    const refused = await admin.auth.admin.createUser({ email: newAddress(), user_metadata: { refuse: true } });
    assert.equal(refused.error?.status, 500);
  } finally {
    await target.sql.unsafe(`
      drop trigger cf_new_user on auth.users;
      drop function public.cf_new_user;
      drop table public.cf_profiles;
    `);
  }
});
