/** What nobody needs any more goes from Storage, too. Time is moved in the tables, never waited for. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { testStack } from "../../scripts/stack/testing.ts";
import { card, cardJob, completeJob, guest } from "./support.ts";

Deno.test("a job whose time is over goes with its files, and uploads that no job names go after a day", async () => {
  const stack = await testStack();
  const sql = postgres(stack.adminUrl, { max: 1, onnotice: () => {} });
  await using me = await guest();
  try {
    const over = await completeJob(me, await cardJob(1));
    const kept = await completeJob(me, await cardJob(1));
    const [old, fresh] = [crypto.randomUUID(), crypto.randomUUID()].map((name) => `${me.userId}/${name}`);
    for (const path of [old!, fresh!]) {
      await me.supabase.storage.from("inputs").upload(path, (await card(1)).content);
    }
    const yesterday = sql`now() - interval '25 hours'`;
    await sql`update storage.objects set created_at = ${yesterday} where name = ${old!}`;
    // Old as well, but the input of a job.
    const input = kept.files.find((file) => file.role === "input")!.path;
    await sql`update storage.objects set created_at = ${yesterday} where name = ${input}`;
    await sql`update public.jobs set expires_at = now() - interval '1 second' where id = ${over.id}`;
    await sql`select queue.expire_jobs(), queue.find_orphans()`;
    await sql`update queue.purge_token set rung_at = now() - interval '1 hour'`;
    await sql`select queue.sweep()`;

    const mine = async () =>
      (await sql`select name from storage.objects where name like ${me.userId + "/%"}`).map((row) =>
        row.name as string
      );
    const gone = [old!, ...over.files.map((file) => file.path)];
    while ((await mine()).some((name) => gone.includes(name)));
    const left = await mine();
    for (const path of [fresh!, ...kept.files.map((file) => file.path)]) assert.ok(left.includes(path), path);
    assert.equal((await sql`select from public.jobs where id = ${over.id}`).length, 0);
  } finally {
    await sql.end();
  }
});
