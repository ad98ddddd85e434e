import assert from "node:assert/strict";
import type postgres from "postgres";
import { database } from "./database.ts";
import { testKind } from "./support.ts";
import { raises, type User, user, worksheet } from "./worksheet.ts";

/** An upload of the user's; its path. */
async function upload(who: User): Promise<string> {
  const sql = await database();
  const path = `${who.id}/${crypto.randomUUID()}`;
  await sql`insert into storage.objects (bucket_id, name, metadata) values ('inputs', ${path}, '{"size": 1000}')`;
  return path;
}

const create = (who: User, paths: string[], kind = "documents") =>
  who.do((sql) => sql`select (create_job(${kind}, ${sql.json(paths.map((path) => ({ path })))})).id`);

/** Ends a job as failed, as the engine does. */
async function fail(id: string): Promise<void> {
  const sql = await database();
  await sql`select queue.end_failed(${id}, '{"type": "x", "detail": "No."}')`;
}

Deno.test("a file that is named twice, and one that is not named at all, are refused with a sentence", async () => {
  const me = await user();
  const path = await upload(me);
  await assert.rejects(create(me, [path, path]), raises("invalid_request"));
  await assert.rejects(me.do((sql) => sql`select create_job('documents', '[{}]')`), raises("file_not_found"));
});

Deno.test("a full Storage refuses new jobs and old ones that are started anew, whoever is asked for them", async () => {
  const sql = await database();
  const sheet = await worksheet([]);
  const me = sheet.owner;
  const path = await upload(me);
  const [made] = await create(me, [path]);
  await fail(made!["id"]);
  const [before] = await sql`select account_bytes from queue.storage_quotas`;
  try {
    await sql`update queue.storage_quotas set account_bytes = 1000`;
    await assert.rejects(create(me, [path]), raises("quota_exceeded"));
    await assert.rejects(me.do((tx) => tx`select retry_job(${made!["id"]})`), raises("quota_exceeded"));
    await assert.rejects(me.do((tx) => tx`select extract_again(${sheet.id})`), raises("quota_exceeded"));
  } finally {
    await sql`update queue.storage_quotas set account_bytes = ${before!["account_bytes"]}`;
  }
  await me.do((tx) => tx`select retry_job(${made!["id"]})`);
});

Deno.test("a job is not started anew more than 20 times within an hour, but by an admin", async () => {
  const me = await user();
  const [made] = await create(me, [await upload(me)]);
  const id = made!["id"] as string;
  const retry = (who: User) => who.do((sql) => sql`select retry_job(${id})`);
  for (let n = 0; n < 20; n++) {
    await fail(id);
    await retry(me);
  }
  await fail(id);
  await assert.rejects(retry(me), raises("quota_exceeded"));
  await retry(await user({ admin: true }));
});

Deno.test("who has as many jobs waiting as he may starts none anew", async () => {
  const sql = await database();
  const me = await user();
  const [made] = await create(me, [await upload(me)]);
  await fail(made!["id"]);
  const [limits] = await sql`select max_waiting_per_owner from queue.kinds where kind = 'documents'`;
  try {
    await sql`update queue.kinds set max_waiting_per_owner = 0 where kind = 'documents'`;
    await assert.rejects(me.do((tx) => tx`select retry_job(${made!["id"]})`), raises("quota_exceeded"));
  } finally {
    await sql`update queue.kinds set max_waiting_per_owner = ${
      limits!["max_waiting_per_owner"]
    } where kind = 'documents'`;
  }
});

Deno.test("who asks for many jobs side by side gets as many as he may", async () => {
  const sql = await database();
  const me = await user();
  const path = await upload(me);
  const [before] = await sql`select max_created_per_minute from queue.kinds where kind = 'documents'`;
  try {
    await sql`update queue.kinds set max_created_per_minute = 5 where kind = 'documents'`;
    const answers = await Promise.allSettled(Array.from({ length: 30 }, () => create(me, [path])));
    assert.equal(answers.filter(({ status }) => status === "fulfilled").length, 5);
    const refused = answers.filter((each) => each.status === "rejected");
    assert.ok(refused.every(({ reason }) => reason.detail === "quota_exceeded"));
  } finally {
    await sql`update queue.kinds set max_created_per_minute = ${
      before!["max_created_per_minute"]
    } where kind = 'documents'`;
  }
});

Deno.test("an idempotency key is one job's, however often and from however many sides it comes", async () => {
  const me = await user();
  const path = await upload(me);
  const key = crypto.randomUUID();
  const ask = () =>
    me.do((sql) =>
      sql`
      select (create_job('documents', ${sql.json([{ path, name: "a.pdf" }])}, p_idempotency_key => ${key})).id`
    );
  const answers = (await Promise.all(Array.from({ length: 20 }, ask))).map(([row]) => row!["id"]);
  assert.equal(new Set(answers).size, 1);
  const sql = await database();
  const [row] = await sql`select count(*)::int as n from public.jobs where owner = ${me.id}`;
  assert.equal(row!["n"], 1);
});

Deno.test("an idempotency key that comes again with another request is refused", async () => {
  const sql = await database();
  const me = await user();
  const [one, copy, other] = [await upload(me), await upload(me), await upload(me)];
  await sql`update storage.objects set metadata = '{"size": 2000}' where name = ${other}`;
  const key = crypto.randomUUID();
  const ask = async (kind: string, files: { path: string; name: string }[], options: Record<string, string> = {}) => {
    const [row] = await me.do((tx) =>
      tx`
      select (create_job(${kind}, ${tx.json(files)}, p_options => ${tx.json(options)}, p_idempotency_key => ${key})).id`
    );
    return row!["id"];
  };
  const id = await ask("documents", [{ path: one, name: "a.pdf" }]);
  assert.equal(await ask("documents", [{ path: copy, name: "a.pdf" }]), id, "the same file, sent once more");
  const refused = raises("invalid_request");
  await assert.rejects(ask("pdf-to-csv", [{ path: one, name: "a.pdf" }]), refused, "another kind");
  await assert.rejects(ask("documents", [{ path: one, name: "b.pdf" }]), refused, "another name");
  await assert.rejects(ask("documents", [{ path: other, name: "a.pdf" }]), refused, "another size");
  await assert.rejects(ask("documents", [{ path: one, name: "a.pdf" }], { language: "de" }), refused, "other options");
  const two = [{ path: one, name: "a.pdf" }, { path: copy, name: "a.pdf" }];
  await assert.rejects(ask("documents", two), refused, "one more file");
});

Deno.test("limits that cannot be are refused by name", async () => {
  const boss = await user({ admin: true });
  const set = (limits: postgres.JSONValue) =>
    boss.do((sql) => sql`select set_kind_limits('documents', ${sql.json(limits)})`);
  for (
    const [limits, name] of [
      [{ lease_seconds: 0 }, "lease_seconds"],
      [{ ttl: "-1 day" }, "ttl"],
      [{ max_running: null }, "max_running"],
      [{ max_running: "many" }, "many"],
      [{ stage_timeouts: { reading: "soon" } }, "stage_timeouts"],
      [{ stage_timeouts: { reading: 0 } }, "stage_timeouts"],
      [{ max_created_per_minute: -1 }, "max_created_per_minute"],
    ] as const
  ) {
    await assert.rejects(set(limits), (error: postgres.PostgresError) => {
      assert.equal(error.detail, "invalid_request");
      assert.match(error.message, new RegExp(name));
      return true;
    });
  }
  await set({ stage_timeouts: { reading: 7200 } });
  await set({ stage_timeouts: {} });
});

Deno.test("who changes limits and who frees a slot do not wait for each other", async () => {
  await using test = await testKind({ target: "edge", max_running: 5, max_per_owner: 2 });
  const { sql, kind } = test;
  const boss = await user({ admin: true });
  const set = (max_running: number) =>
    boss.do((tx) => tx`select set_kind_limits(${kind}, ${tx.json({ max_running })})`);
  await test.add(await test.owner(), 2);
  // More may be running than a lowered limit allows: whoever frees a slot looks, and writes it down when it is kept again.
  await sql`update queue.kinds set max_running = 3 where kind = ${kind}`;
  const locked = Promise.withResolvers<void>(), goOn = Promise.withResolvers<void>();
  const freeing = sql.begin(async (tx) => {
    await tx`select queue.take_alone(${kind})`;
    locked.resolve();
    await goOn.promise;
    await tx`select queue.dispatch(${kind})`;
  });
  await locked.promise;
  const raising = set(10);
  while ((await sql`select from pg_locks where not granted and locktype = 'advisory'`).length === 0);
  goOn.resolve();
  await Promise.all([freeing, raising]);
});
