/** Limits and quotas, set by an admin and met by users, over the public interfaces. */
import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { openSession } from "../../scripts/client/session.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import { createObjectStore } from "../functions/_shared/platform/object_store.ts";
import { card, guest } from "./support.ts";

async function admin() {
  const { url, keys } = await testStack();
  const service = createClient(url, keys.secretKey, { auth: { persistSession: false, autoRefreshToken: false } });
  const user = { email: `admin-${crypto.randomUUID()}@example.com`, password: crypto.randomUUID() };
  await service.auth.admin.createUser({ ...user, email_confirm: true, app_metadata: { role: "admin" } });
  return await openSession({ url, publishableKey: keys.publishableKey }, user);
}

Deno.test("an admin changes limits while the system runs, and users meet them as 429", async (t) => {
  const boss = await admin();
  await using me = await guest();
  const limit = (p_limits: Record<string, unknown>) =>
    boss.supabase.rpc("set_kind_limits", { p_kind: "pdf-to-csv", p_limits });
  const { data: before } = await boss.supabase.rpc("kind_limits");
  const original = before!.find((row: { kind: string }) => row.kind === "pdf-to-csv");
  try {
    await t.step("a user may neither see nor change them", async () => {
      const seen = await me.supabase.rpc("kind_limits");
      assert.equal(seen.error?.details, "forbidden");
      const changed = await me.supabase.rpc("set_kind_limits", { p_kind: "pdf-to-csv", p_limits: { max_running: 1 } });
      assert.equal(changed.error?.details, "forbidden");
    });
    await t.step("nor give himself the admin's role", async () => {
      await me.supabase.auth.updateUser({ data: { role: "admin" } });
      await me.supabase.auth.refreshSession();
      const seen = await me.supabase.rpc("kind_limits");
      assert.equal(seen.error?.details, "forbidden");
    });
    await t.step("a limit that does not exist is named", async () => {
      const { error } = await limit({ max_runing: 3 });
      assert.match(error!.message, /max_runing/);
    });
    await t.step("jobs a minute", async () => {
      assert.equal((await limit({ max_created_per_minute: 1 })).error, null);
      const path = `${me.userId}/${crypto.randomUUID()}`;
      await me.supabase.storage.from("inputs").upload(path, (await card(1)).content);
      const send = async () => {
        const { data } = await me.supabase.auth.getSession();
        return await fetch(`${me.functionsUrl}/jobs`, {
          method: "POST",
          headers: { authorization: `Bearer ${data.session!.access_token}`, "content-type": "application/json" },
          body: JSON.stringify({ kind: "pdf-to-csv", files: [path] }),
        });
      };
      const first = await send();
      assert.equal(first.status, 202);
      await first.body?.cancel();
      const second = await send();
      assert.equal(second.status, 429);
      assert.equal(second.headers.get("retry-after"), "60");
      const problem = await second.json();
      assert.equal(problem.type, "quota_exceeded");
      assert.match(problem.detail, /within a minute/);
    });
    await t.step("jobs waiting", async () => {
      await limit({ max_created_per_minute: 600, max_running: 0, max_waiting_per_owner: 2 });
      const path = `${me.userId}/${crypto.randomUUID()}`;
      await me.supabase.storage.from("inputs").upload(path, (await card(1)).content);
      const send = () => me.call("POST", "jobs", { json: { kind: "pdf-to-csv", files: [path] } });
      await send();
      await send();
      await assert.rejects(send(), /2 jobs waiting/);
    });
  } finally {
    const { max_running, max_waiting_per_owner, max_created_per_minute } = original;
    assert.equal((await limit({ max_running, max_waiting_per_owner, max_created_per_minute })).error, null);
    await boss.close();
  }
});

Deno.test("who has filled his share of Storage is told so, and goes on when he has made room", async () => {
  const boss = await admin();
  await using me = await guest();
  const upload = (megabytes: number) =>
    me.supabase.storage.from("inputs").upload(
      `${me.userId}/${crypto.randomUUID()}`,
      new Uint8Array(megabytes * 2 ** 20),
    );
  const create = async () => {
    const form = new FormData();
    form.set("kind", "pdf-to-csv");
    form.set("file", new File([(await card(1)).content], "card.pdf"));
    const { data } = await me.supabase.auth.getSession();
    const headers = { authorization: `Bearer ${data.session!.access_token}` };
    return await fetch(`${me.functionsUrl}/jobs`, { method: "POST", headers, body: form });
  };
  try {
    assert.equal((await boss.supabase.rpc("set_storage_quotas", { p_guest_bytes: 3 * 2 ** 20 })).error, null);
    const tooLarge = await upload(4);
    assert.equal(
      tooLarge.error?.message,
      "There is no room for this: your files would take up 4 MB, and you may keep 3 MB. Delete jobs that you no longer need and try again.",
    );
    const together = await Promise.all(Array.from({ length: 6 }, () => upload(1)));
    assert.equal(
      together.filter(({ error }) => error === null).length,
      3,
      "of those side by side as many as there is room for",
    );
    assert.notEqual((await upload(1)).error, null);
    const { error } = await me.supabase.rpc("check_storage_quota");
    assert.equal(
      error?.message,
      "Your files take up 3 MB, and you may keep 3 MB. Delete jobs that you no longer need and try again.",
    );
    const refused = await create();
    assert.equal(refused.status, 429);
    assert.equal((await refused.json()).type, "quota_exceeded");
    const changed = await me.supabase.rpc("set_storage_quotas", { p_guest_bytes: 2 ** 40 });
    assert.equal(changed.error?.details, "forbidden");

    const paths = together.flatMap(({ data }) => data ? [data.path] : []);
    await me.supabase.storage.from("inputs").remove(paths);
    const accepted = await create();
    assert.equal(accepted.status, 202);
    await accepted.body?.cancel();
  } finally {
    await boss.supabase.rpc("set_storage_quotas", { p_guest_bytes: 2 ** 31 });
    await boss.close();
  }
});

Deno.test("what a job writes counts, too: beyond the quota and a quarter it is refused with a sentence", async () => {
  const { url, keys } = await testStack();
  const boss = await admin();
  await using me = await guest();
  const store = createObjectStore({ url, apiKey: keys.secretKey });
  const write = () =>
    store.write("results", `${me.userId}/${crypto.randomUUID()}/part`, new Uint8Array(4 * 2 ** 20), "application/json");
  try {
    await boss.supabase.rpc("set_storage_quotas", { p_guest_bytes: 7 * 2 ** 20 });
    await write();
    await write();
    await assert.rejects(write(), { type: "quota_exceeded", transient: false });
  } finally {
    await boss.supabase.rpc("set_storage_quotas", { p_guest_bytes: 2 ** 31 });
    await boss.close();
  }
});
