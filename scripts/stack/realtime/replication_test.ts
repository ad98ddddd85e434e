import assert from "node:assert/strict";
import { ServiceHarness, type TestUser } from "../service_harness.ts";
import { Replication } from "./replication.ts";
import { REALTIME_SCHEMA } from "./testing.ts";
import { collect, subscribed } from "./testing_channels.ts";

let harness: ServiceHarness;
Deno.test.beforeAll(async () => {
  harness = await ServiceHarness.start(REALTIME_SCHEMA);
});
Deno.test.afterAll(() => harness[Symbol.asyncDispose]());

const send = (user: TestUser, payload: Record<string, number>) =>
  harness.sql`select realtime.send(${harness.sql.json(payload)}, 'news', ${`user:${user.id}`}, true)`;
const insertNote = (user: TestUser, title: string) =>
  harness.sql`insert into notes (owner, title) values (${user.id}, ${title})`;

Deno.test("when Postgres has restarted, channels join anew and are told of what comes", async () => {
  const user = await harness.user();
  const news = collect<{ n: number }>();
  const notes = collect<{ new: { title: string } }>();
  const states = collect<string>();
  const channel = user.client.channel(`user:${user.id}`, { config: { private: true } })
    .on("broadcast", { event: "news" }, ({ payload }) => news.add(payload as { n: number }))
    .on(
      "postgres_changes",
      { event: "INSERT", schema: "public", table: "notes" },
      (change) => notes.add(change as unknown as { new: { title: string } }),
    );
  channel.subscribe((state) => states.add(state));
  await states.next();
  await send(user, { n: 1 });
  assert.equal((await news.next()).n, 1);
  await harness.stopDatabase();
  await harness.startDatabase();
  assert.equal(await states.next(), "CHANNEL_ERROR");
  assert.equal(await states.next(), "SUBSCRIBED");
  await send(user, { n: 2 });
  await insertNote(user, "after");
  assert.equal((await news.next()).n, 2);
  assert.equal((await notes.next()).new.title, "after");
});

Deno.test("a join while Postgres is down waits for it", async () => {
  const user = await harness.user();
  await harness.stopDatabase();
  const joined = subscribed(user.client.channel(`user:${user.id}`, { config: { private: true } }));
  await harness.startDatabase();
  assert.equal(await joined, "SUBSCRIBED");
});

Deno.test("whoever waits through several attempts to reach Postgres is told of the last", async () => {
  using closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = closed.addr as Deno.NetAddr;
  const replication = new Replication({
    url: `postgres://nobody@127.0.0.1:${port}/none`,
    publications: [],
    onChange: () => {},
    onGap: () => {},
    log: () => {},
  });
  const told = replication.ready().then(() => "ready", (error: Error) => error.message);
  for (let attempt = 1; attempt <= 3; attempt++) (await closed.accept()).close();
  await replication.stop();
  assert.equal(await told, "Realtime is stopping.");
});

Deno.test("nothing stays behind in Postgres when Realtime stops", async () => {
  await harness.stopServices();
  const slots = await harness.sql`select slot_name from pg_replication_slots`;
  assert.deepEqual([...slots], []);
  await harness.startServices();
});

Deno.test("messages that are older than three days are removed at the start", async () => {
  await harness.sql`
    insert into realtime.messages (topic, extension, event, payload, private, inserted_at)
    values ('t', 'broadcast', 'old', '{}', true, now() - interval '4 days'), ('t', 'broadcast', 'new', '{}', true, now())`;
  await harness.stopServices();
  await harness.startServices();
  const left = await harness.sql`select event from realtime.messages where topic = 't'`;
  assert.deepEqual(left.map((row) => row.event), ["new"]);
});
