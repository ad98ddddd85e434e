/**
 * pg_net: HTTP requests that the database sends.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Receiver } from "./receiver.ts";
import { callbackTest, openTarget, type Target } from "./target.ts";

let target: Target;
Deno.test.beforeAll(async () => {
  target = await openTarget();
});
Deno.test.afterAll(() => target.close());

/** The response of a request, once it is there. */
async function responseOf(id: string): Promise<Record<string, unknown>> {
  for (const end = performance.now() + 10_000; performance.now() < end;) {
    const [row] = await target.sql`select * from net._http_response where id = ${id}`;
    if (row !== undefined) return row;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`There is no response to request ${id}.`);
}

callbackTest("a POST is sent with its JSON body, parameters and headers", async () => {
  await using receiver = new Receiver(() =>
    Response.json({ ok: true }, { status: 202, headers: { "x-from": "test" } })
  );
  const [row] = await target.sql`
    select net.http_post(
      url := ${receiver.url + "/hook?a=1"}, body := '{"text": "ü"}'::jsonb, params := '{"b": "x y&z"}'::jsonb,
      headers := '{"x-token": "t"}'::jsonb, timeout_milliseconds := 2000
    ) as id`;
  await receiver.until(1);
  const [request] = receiver.requests;
  assert.deepEqual([request!.method, request!.path], ["POST", "/hook?a=1&b=x%20y%26z"]);
  assert.equal(request!.headers.get("x-token"), "t");
  assert.equal(request!.headers.get("content-type"), "application/json");
  assert.deepEqual(JSON.parse(request!.body), { text: "ü" });

  const response = await responseOf(row!.id);
  assert.deepEqual([response.status_code, response.content, response.timed_out], [202, '{"ok":true}', false]);
  assert.equal(response.content_type, "application/json");
  assert.equal((response.headers as Record<string, string>)["x-from"], "test");
  assert.equal(response.error_msg, null);
});

callbackTest("a GET and a DELETE are sent", async () => {
  await using receiver = new Receiver();
  await target.sql`select net.http_get(${receiver.url + "/get"})`;
  await receiver.until(1);
  await target.sql`select net.http_delete(${receiver.url + "/delete"})`;
  await receiver.until(2);
  assert.deepEqual(receiver.requests.map(({ method, path }) => `${method} ${path}`), ["GET /get", "DELETE /delete"]);
});

callbackTest("a request leaves when its transaction commits, and not before", async () => {
  await using receiver = new Receiver();
  let committing = Infinity;
  await target.sql.begin(async (tx) => {
    await tx`select net.http_post(${receiver.url}, '{}'::jsonb)`;
    await tx`select pg_sleep(0.2)`;
    committing = performance.now();
  });
  await receiver.until(1);
  assert.ok(receiver.requests[0]!.at > committing);
});

callbackTest("a transaction that is rolled back sends nothing", async () => {
  await using receiver = new Receiver();
  await assert.rejects(target.sql.begin(async (tx) => {
    await tx`select net.http_post(${receiver.url + "/undone"}, '{}'::jsonb)`;
    throw new Error("undo");
  }));
  await target.sql`select net.http_post(${receiver.url + "/next"}, '{}'::jsonb)`;
  await receiver.until(1);
  assert.deepEqual(receiver.requests.map(({ path }) => path), ["/next"]);
});

callbackTest("an answer that takes too long is a timeout, and costs nobody else their request", async () => {
  const never = Promise.withResolvers<Response>();
  await using receiver = new Receiver(({ path }) => path === "/slow" ? never.promise : new Response());
  const [slow] = await target.sql`
    select net.http_post(${receiver.url + "/slow"}, '{}'::jsonb, timeout_milliseconds := 500) as id`;
  await receiver.until(1);
  await target.sql`select net.http_post(${receiver.url + "/quick"}, '{}'::jsonb)`;
  await receiver.until(2);
  const response = await responseOf(slow!.id);
  assert.equal(response.timed_out, true);
  assert.match(String(response.error_msg), /^Timeout of 500 ms reached/);
  never.resolve(new Response());
});

callbackTest("a host that cannot be reached is an error that is kept", async () => {
  const [row] = await target.sql`select net.http_post('http://127.0.0.1:9', '{}'::jsonb) as id`;
  const response = await responseOf(row!.id);
  assert.deepEqual([response.status_code, response.timed_out], [null, false]);
  assert.ok(response.error_msg);
});

callbackTest("more requests than go into a batch are sent, each once", async () => {
  await using receiver = new Receiver();
  await target.sql`
    select net.http_post(${receiver.url + "/"}::text || n, '{}'::jsonb) from generate_series(1, 500) n`;
  await receiver.until(500);
  assert.equal(new Set(receiver.requests.map(({ path }) => path)).size, 500);
});

callbackTest("a body that is not called JSON is refused", async () => {
  const attempt = target.sql`
    select net.http_post('http://127.0.0.1:9', '{}'::jsonb, headers := '{"Content-Type": "text/plain"}'::jsonb)`;
  await assert.rejects(attempt, /Content-Type header must be "application\/json"/);
});

callbackTest("a database webhook posts the row that changed", async () => {
  await using receiver = new Receiver();
  await target.sql.unsafe(`
    create table public.cf_hooked (id int primary key, text text);
    create trigger cf_hook after update on public.cf_hooked for each row
      execute function supabase_functions.http_request('${receiver.url}', 'POST', '{"x-hook":"1"}', '{}', '1000');
    insert into public.cf_hooked values (1, 'old');
  `);
  try {
    await target.sql`update public.cf_hooked set text = 'new'`;
    await receiver.until(1);
    assert.deepEqual(JSON.parse(receiver.requests[0]!.body), {
      type: "UPDATE",
      table: "cf_hooked",
      schema: "public",
      record: { id: 1, text: "new" },
      old_record: { id: 1, text: "old" },
    });
    assert.equal(receiver.requests[0]!.headers.get("x-hook"), "1");
  } finally {
    await target.sql`drop table public.cf_hooked`;
  }
});
