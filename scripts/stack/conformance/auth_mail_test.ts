/**
 * Signing in by mail.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import assert from "node:assert/strict";
import { codeIn, linkIn, newestMail } from "./mailbox.ts";
import { mailTest, openTarget, type Target } from "./target.ts";

let target: Target;
Deno.test.beforeAll(async () => {
  target = await openTarget();
});
Deno.test.afterAll(() => target.close());

const newAddress = () => `cf-${crypto.randomUUID()}@example.com`;
const newClient = (options = {}): SupabaseClient =>
  createClient(target.url, target.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, ...options },
  });

mailTest("a code that is mailed signs a new user in, once", async () => {
  const email = newAddress();
  const client = newClient();
  assert.equal((await client.auth.signInWithOtp({ email, options: { data: { name: "Ada" } } })).error, null);
  const token = codeIn(await newestMail(target, email));
  const { data, error } = await client.auth.verifyOtp({ email, token, type: "email" });
  assert.equal(error, null);
  assert.deepEqual([data.user!.email, data.user!.user_metadata.name], [email, "Ada"]);
  assert.equal((await newClient().auth.verifyOtp({ email, token, type: "email" })).error?.code, "otp_expired");
});

mailTest("a known user gets a code, too, and a wrong or another's code does not fit", async () => {
  const [email, other] = [newAddress(), newAddress()];
  for (const address of [email, other]) {
    await newClient().auth.signInWithOtp({ email: address });
    const token = codeIn(await newestMail(target, address));
    await newClient().auth.verifyOtp({ email: address, token, type: "email" });
    await newClient().auth.signInWithOtp({ email: address, options: { shouldCreateUser: false } });
  }
  const token = codeIn(await newestMail(target, email));
  const stolen = await newClient().auth.verifyOtp({ email: other, token, type: "email" });
  assert.equal(stolen.error?.code, "otp_expired");
  assert.equal((await newClient().auth.verifyOtp({ email, token, type: "email" })).error, null);
});

mailTest("a code is not sent to a stranger when no user shall be made", async () => {
  const { error } = await newClient().auth.signInWithOtp({ email: newAddress(), options: { shouldCreateUser: false } });
  assert.equal(error?.code, "otp_disabled");
});

mailTest("a link that is mailed leads to the client with a session behind the #", async () => {
  const email = newAddress();
  await newClient().auth.signInWithOtp({ email, options: { emailRedirectTo: "http://127.0.0.1:5173/welcome" } });
  const response = await fetch(linkIn(await newestMail(target, email)), { redirect: "manual" });
  await response.body?.cancel();
  const location = new URL(response.headers.get("location")!);
  assert.equal(location.origin + location.pathname, "http://127.0.0.1:5173/welcome");
  const fragment = new URLSearchParams(location.hash.slice(1));
  const { data } = await newClient().auth.getUser(fragment.get("access_token")!);
  assert.equal(data.user?.email, email);
});

mailTest("a link leads nowhere that the project does not allow", async () => {
  const email = newAddress();
  await newClient().auth.signInWithOtp({ email, options: { emailRedirectTo: "https://evil.example/steal" } });
  const response = await fetch(linkIn(await newestMail(target, email)), { redirect: "manual" });
  await response.body?.cancel();
  assert.ok(!response.headers.get("location")!.includes("evil"));
});

mailTest("a used or made-up link leads to the client with an error", async () => {
  const response = await fetch(`${target.url}/auth/v1/verify?token=none&type=magiclink`, { redirect: "manual" });
  await response.body?.cancel();
  assert.match(response.headers.get("location")!, /#error=access_denied&error_code=otp_expired/);
});

mailTest("with PKCE the link carries a code that only the client that asked can exchange", async () => {
  const email = newAddress();
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  const client = newClient({ flowType: "pkce", persistSession: true, storage });
  await client.auth.signInWithOtp({ email });
  const response = await fetch(linkIn(await newestMail(target, email)), { redirect: "manual" });
  await response.body?.cancel();
  const code = new URL(response.headers.get("location")!).searchParams.get("code")!;
  const { data, error } = await client.auth.exchangeCodeForSession(code);
  assert.equal(error, null);
  assert.equal(data.user?.email, email);
});

mailTest("a forgotten password is replaced by way of a mail", async () => {
  const email = newAddress();
  await newClient().auth.signUp({ email, password: "forgotten one" });
  const client = newClient();
  assert.equal((await client.auth.resetPasswordForEmail(email)).error, null);
  const mail = await newestMail(target, email);
  assert.equal(mail.subject, "Reset Your Password");
  await client.auth.verifyOtp({ email, token: codeIn(mail), type: "recovery" });
  assert.equal((await client.auth.updateUser({ password: "remembered one" })).error, null);
  assert.equal((await newClient().auth.signInWithPassword({ email, password: "remembered one" })).error, null);
});

mailTest("whether an address is known is not let on", async () => {
  const { error } = await newClient().auth.resetPasswordForEmail(newAddress());
  assert.equal(error, null);
});
