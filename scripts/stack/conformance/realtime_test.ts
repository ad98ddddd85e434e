/**
 * What of Supabase Realtime is served, as unmodified supabase-js asks for it.
 *
 * @module
 */
import type { RealtimeChannel } from "@supabase/supabase-js";
import assert from "node:assert/strict";
import { decodeJwt, SignJWT } from "jose";
import { collect, subscribed } from "../realtime/testing_channels.ts";
import { newUser, openTarget, type Target, type TargetUser } from "./target.ts";

const SCHEMA = `
drop policy if exists "conformance: read" on realtime.messages;
drop policy if exists "conformance: write" on realtime.messages;
drop policy if exists "conformance: announcements" on realtime.messages;
create policy "conformance: read" on realtime.messages for select to authenticated
  using ((select realtime.topic()) = 'conformance:' || (select auth.uid())::text);
create policy "conformance: write" on realtime.messages for insert to authenticated
  with check ((select realtime.topic()) = 'conformance:' || (select auth.uid())::text);
create policy "conformance: announcements" on realtime.messages for select to authenticated
  using ((select realtime.topic()) = 'conformance:announcements' and extension = 'broadcast');

drop table if exists public.conformance_notes;
create table public.conformance_notes (
  id bigint generated always as identity primary key,
  owner uuid not null,
  title text,
  score numeric,
  tags text[],
  details jsonb,
  made_at timestamptz,
  secret text
);
alter table public.conformance_notes enable row level security;
create policy "own notes" on public.conformance_notes for select to authenticated
  using (owner = (select auth.uid()));
grant select (id, owner, title, score, tags, details, made_at) on public.conformance_notes to authenticated;
alter publication supabase_realtime add table public.conformance_notes;
`;

let target: Target;
const users: TargetUser[] = [];
Deno.test.beforeAll(async () => {
  target = await openTarget();
  await target.sql.unsafe(SCHEMA);
});
Deno.test.afterAll(async () => {
  await Promise.all(users.map(({ client }) => client.removeAllChannels()));
  await target.sql`drop table public.conformance_notes`;
  await target.close();
});

async function user(realtime?: Record<string, unknown>): Promise<TargetUser> {
  const made = await newUser(target, realtime ? { realtime } : {});
  users.push(made);
  return made;
}

type News = { event: string; payload: Record<string, unknown>; meta?: { id?: string; replayed?: boolean } };
const PRIVATE = { config: { private: true } };
const ownTopic = ({ id }: TargetUser) => `conformance:${id}`;
const uniqueTopic = () => `conformance-${crypto.randomUUID()}`;

function listen(channel: RealtimeChannel) {
  const news = collect<News>();
  channel.on("broadcast", { event: "*" }, (message) => news.add(message as unknown as News));
  return news;
}

function send(topic: string, payload: Record<string, unknown>, isPrivate = true) {
  return target.sql`select realtime.send(${target.sql.json(payload as never)}, 'news', ${topic}, ${isPrivate})`;
}

Deno.test("a private channel hears what the database sends to its topic, in both protocols", async () => {
  for (const vsn of ["2.0.0", "1.0.0"]) {
    const me = await user({ vsn });
    const channel = me.client.channel(ownTopic(me), PRIVATE);
    const news = listen(channel);
    assert.equal(await subscribed(channel), "SUBSCRIBED");
    await send(ownTopic(me), { text: "héllo", n: 1 });
    const { event, payload, meta } = await news.next();
    assert.deepEqual([event, payload.text, payload.n], ["news", "héllo", 1], vsn);
    assert.equal(payload.id, meta!.id);
  }
});

Deno.test("messages come in the order of commits, and a rolled-back one never", async () => {
  const me = await user();
  const channel = me.client.channel(ownTopic(me), PRIVATE);
  const news = listen(channel);
  await subscribed(channel);
  await target.sql.begin(async (sql) => {
    await sql`select realtime.send('{"n":0}', 'news', ${ownTopic(me)}, true)`;
    throw new Error("rolled back");
  }).catch(() => {});
  for (let n = 1; n <= 50; n++) await send(ownTopic(me), { n });
  for (let n = 1; n <= 50; n++) assert.equal((await news.next()).payload.n, n);
});

Deno.test("a trigger with broadcast_changes tells what changed", async () => {
  const me = await user();
  await target.sql.unsafe(`
    create or replace function public.conformance_tell() returns trigger language plpgsql security definer
    set search_path = '' as $$
    begin
      perform realtime.broadcast_changes('conformance:' || new.owner, tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $$;
    create trigger conformance_tell after insert on public.conformance_notes
    for each row execute function public.conformance_tell()`);
  const channel = me.client.channel(ownTopic(me), PRIVATE);
  const news = listen(channel);
  await subscribed(channel);
  await target.sql`insert into public.conformance_notes (owner, title) values (${me.id}, 'told')`;
  const { event, payload } = await news.next();
  assert.deepEqual([event, payload.operation, payload.table], ["INSERT", "INSERT", "conformance_notes"]);
  assert.equal((payload.record as { title: string }).title, "told");
  await target.sql.unsafe("drop function public.conformance_tell() cascade");
});

Deno.test("realtime.send() never breaks the transaction that calls it", async () => {
  const [row] = await target.sql.begin(async (sql) => {
    await sql`select realtime.send(null, null, null, true)`;
    return await sql`select 1 as alive`;
  });
  assert.equal(row!.alive, 1);
});

Deno.test("nobody joins another user's private topic, and nobody hears it on the public one of that name", async () => {
  const [owner, other] = [await user(), await user()];
  const refused = await subscribed(other.client.channel(ownTopic(owner), PRIVATE));
  assert.match(refused, /^CHANNEL_ERROR: .*You do not have permissions to read from this Channel topic/);
  await other.client.removeAllChannels();
  const overheard = other.client.channel(ownTopic(owner));
  const news = listen(overheard);
  assert.equal(await subscribed(overheard), "SUBSCRIBED");
  await send(ownTopic(owner), { secret: true });
  await send(ownTopic(owner), { open: true }, false);
  assert.equal((await news.next()).payload.open, true, "only what was sent publicly");
});

Deno.test("a private channel without a session is refused", async () => {
  const me = await user();
  await me.client.auth.signOut();
  await me.client.realtime.setAuth(target.publishableKey);
  assert.match(await subscribed(me.client.channel(ownTopic(me), PRIVATE)), /^CHANNEL_ERROR/);
});

Deno.test("forged and expired tokens are refused", async () => {
  const me = await user();
  const claims = decodeJwt(me.token);
  const secret = new TextEncoder().encode("a-secret-that-is-not-the-project's-own-one");
  const forge = (changes: Record<string, unknown>) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: "HS256" }).sign(secret);
  const tokens = [await forge({}), await forge({ role: "service_role" }), await forge({ exp: 1 }), "not.a.token"];
  for (const token of tokens) {
    const stranger = await user();
    // setAuth itself refuses what has expired; what reaches the server is refused there.
    await stranger.client.realtime.setAuth(token).catch(() => {});
    const answer = await subscribed(stranger.client.channel(ownTopic(me), PRIVATE));
    assert.match(answer, /^CHANNEL_ERROR/, token);
  }
});

Deno.test("clients broadcast to each other, JSON and bytes, to themselves only when they ask for it", async () => {
  const [a, b] = [await user(), await user()];
  const topic = uniqueTopic();
  const [sender, receiver] = [
    a.client.channel(topic, { config: { broadcast: { ack: true } } }),
    b.client.channel(topic, { config: { broadcast: { self: true } } }),
  ];
  const [own, heard] = [listen(sender), listen(receiver)];
  await Promise.all([subscribed(sender), subscribed(receiver)]);
  assert.equal(await sender.send({ type: "broadcast", event: "json", payload: { n: 1 } }), "ok");
  assert.deepEqual((await heard.next()).payload, { n: 1 });
  await sender.send({ type: "broadcast", event: "bytes", payload: Uint8Array.of(1, 2, 255).buffer });
  assert.deepEqual(new Uint8Array((await heard.next()).payload as unknown as ArrayBuffer), Uint8Array.of(1, 2, 255));
  await receiver.send({ type: "broadcast", event: "self", payload: {} });
  assert.equal((await heard.next()).event, "self");
  assert.deepEqual([(await own.next()).event, own.rest], ["self", []]);
});

Deno.test("who may only read a private topic cannot write to it", async () => {
  const [reader, other] = [await user(), await user()];
  const topic = "conformance:announcements";
  const channels = [reader, other].map(({ client }) => client.channel(topic, PRIVATE));
  const news = listen(channels[1]!);
  assert.deepEqual(await Promise.all(channels.map(subscribed)), ["SUBSCRIBED", "SUBSCRIBED"]);
  await channels[0]!.send({ type: "broadcast", event: "forged", payload: {} });
  await channels[0]!.httpSend("forged", {});
  await send(topic, { official: true });
  assert.equal((await news.next()).payload.official, true, "nothing came before it");
});

Deno.test("the HTTP interface broadcasts one message, or a batch", async () => {
  const me = await user();
  const channel = me.client.channel(ownTopic(me), PRIVATE);
  const news = listen(channel);
  await subscribed(channel);
  assert.deepEqual(await channel.httpSend("one", { n: 1 }), { success: true });
  assert.deepEqual([(await news.next()).event, news.rest.length], ["one", 0]);
  const messages = [1, 2].map((n) => ({ topic: ownTopic(me), event: "batch", payload: { n }, private: true }));
  const post = (body: unknown) =>
    fetch(`${target.url}/realtime/v1/api/broadcast`, {
      method: "POST",
      headers: { apikey: target.secretKey, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  assert.equal((await post({ messages })).status, 202);
  assert.deepEqual([(await news.next()).payload.n, (await news.next()).payload.n], [1, 2]);
  const unusable = await post({ messages: [{ topic: "t" }] });
  await unusable.body?.cancel();
  assert.equal(unusable.status, 422);
});

Deno.test("a channel that has seen messages can have the last ones again", async () => {
  const me = await user();
  const since = Date.now() - 60_000;
  for (const n of [1, 2, 3]) await send(ownTopic(me), { n });
  const channel = me.client.channel(ownTopic(me), {
    config: { private: true, broadcast: { replay: { since, limit: 2 } } },
  });
  const news = listen(channel);
  await subscribed(channel);
  const replayed = [await news.next(), await news.next()];
  assert.deepEqual(replayed.map(({ payload, meta }) => [payload.n, meta!.replayed]), [[2, true], [3, true]]);
});

Deno.test("a token without the right to read ends the channel, a renewed one does not", async () => {
  const [me, other] = [await user(), await user()];
  const channel = me.client.channel(ownTopic(me), PRIVATE);
  const [news, states, system] = [listen(channel), collect<string>(), collect<{ message: string }>()];
  channel.on("system", {}, (message) => system.add(message));
  channel.subscribe((state) => states.add(state));
  assert.equal(await states.next(), "SUBSCRIBED");
  const { data } = await me.client.auth.refreshSession();
  await me.client.realtime.setAuth(data.session!.access_token);
  await send(ownTopic(me), { n: 1 });
  assert.equal((await news.next()).payload.n, 1);
  await me.client.realtime.setAuth(other.token);
  assert.match((await system.next()).message, /permission/);
  assert.equal(await states.next(), "CLOSED");
});

Deno.test("presence tells members who is there, who comes and who goes", async () => {
  const [a, b] = [await user(), await user()];
  const topic = uniqueTopic();
  const join = (who: TargetUser, key: string) => who.client.channel(topic, { config: { presence: { key } } });
  const [first, second] = [join(a, "ann"), join(b, "bob")];
  const events = collect<string>();
  first.on(
    "presence",
    { event: "join" },
    ({ key, newPresences }) => events.add(`join ${key} ${newPresences[0]?.mood}`),
  );
  first.on("presence", { event: "leave" }, ({ key }) => events.add(`leave ${key}`));
  second.on("presence", { event: "sync" }, () => {});
  await subscribed(first);
  assert.equal(await first.track({ mood: "fine" }), "ok");
  assert.equal(await events.next(), "join ann fine");
  await subscribed(second);
  await second.track({ mood: "tired" });
  assert.equal(await events.next(), "join bob tired");
  assert.deepEqual(Object.keys(second.presenceState()).sort(), ["ann", "bob"]);
  await second.track({ mood: "awake" });
  assert.equal(await events.next(), "join bob awake");
  await events.next();
  await b.client.removeAllChannels();
  assert.equal(await events.next(), "leave bob");
});

type Change = { eventType: string; new: Record<string, unknown>; old: Record<string, unknown>; errors: unknown };

/** Watches the table, and waits until the subscription stands. */
async function watch(who: TargetUser, filter?: string, event = "*") {
  const [changes, system] = [collect<Change>(), collect<{ status: string; message: string }>()];
  const wish = { event: event as "*", schema: "public", table: "conformance_notes", ...(filter ? { filter } : {}) };
  const channel = who.client.channel(uniqueTopic())
    .on("postgres_changes", wish, (change) => changes.add(change as unknown as Change))
    .on("system", {}, (message) => system.add(message));
  await subscribed(channel);
  return { changes, answer: await system.next() };
}

Deno.test("postgres_changes tells of rows that the caller may see, with the columns that it may read", async () => {
  const [me, other] = [await user(), await user()];
  const [mine, theirs] = [await watch(me), await watch(other)];
  assert.deepEqual([mine.answer.status, mine.answer.message], ["ok", "Subscribed to PostgreSQL"]);
  const details = { deep: [1, { x: null }] };
  const [row] = await target.sql`
    insert into public.conformance_notes (owner, title, score, tags, details, made_at, secret)
    values (${me.id}, 'mine', 1.5, '{a,"b c"}', ${target.sql.json(details as never)}, '2026-01-02 03:04:05+00', 's')
    returning id`;
  const id = Number(row!.id);
  const inserted = await mine.changes.next();
  assert.deepEqual(inserted.new, {
    id,
    owner: me.id,
    title: "mine",
    score: 1.5,
    tags: ["a", "b c"],
    details,
    made_at: "2026-01-02T03:04:05+00:00",
  });
  assert.deepEqual([inserted.eventType, inserted.errors], ["INSERT", null]);
  await target.sql`update public.conformance_notes set title = 'changed' where id = ${id}`;
  const updated = await mine.changes.next();
  assert.deepEqual([updated.eventType, updated.new.title, updated.old], ["UPDATE", "changed", { id }]);
  await target.sql`insert into public.conformance_notes (owner, title) values (${other.id}, 'theirs')`;
  assert.equal((await theirs.changes.next()).new.title, "theirs", "the first that they hear of");
  await target.sql`delete from public.conformance_notes where id = ${id}`;
  const removed = await mine.changes.next();
  assert.deepEqual([removed.eventType, removed.old], ["DELETE", { id }]);
});

Deno.test("postgres_changes keeps to events and filters", async () => {
  const me = await user();
  const updates = await watch(me, undefined, "UPDATE");
  const filtered = await watch(me, "score=gte.10,title=in.(a,b)");
  for (const [title, score] of [["a", 9], ["c", 10], ["b", 10]] as const) {
    const rows = await target.sql`
      insert into public.conformance_notes (owner, title, score) values (${me.id}, ${title}, ${score}) returning id`;
    if (title === "b") await target.sql`update public.conformance_notes set score = 11 where id = ${rows[0]!.id}`;
  }
  assert.equal((await updates.changes.next()).new.score, 11);
  assert.deepEqual([(await filtered.changes.next()).new.title, (await filtered.changes.next()).new.score], ["b", 11]);
  assert.deepEqual(filtered.changes.rest, []);
});

Deno.test("postgres_changes says what it cannot watch", async () => {
  const me = await user();
  for (const filter of ["secret=eq.s", "nothing=eq.1", "score=eq.many"]) {
    const { answer } = await watch(me, filter);
    assert.deepEqual([answer.status, answer.message.startsWith("Unable to subscribe")], ["error", true], filter);
  }
});

Deno.test("after the connection was cut the client joins again and hears what comes", async () => {
  const sockets: WebSocket[] = [];
  const transport = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      sockets.push(this);
    }
  };
  const me = await user({ transport });
  const channel = me.client.channel(ownTopic(me), PRIVATE);
  const [news, states] = [listen(channel), collect<string>()];
  channel.subscribe((state) => states.add(state));
  assert.equal(await states.next(), "SUBSCRIBED");
  sockets[0]!.close(4000, "cut");
  while (await states.next() !== "SUBSCRIBED");
  assert.equal(sockets.length, 2);
  await send(ownTopic(me), { n: 1 });
  assert.equal((await news.next()).payload.n, 1);
});
