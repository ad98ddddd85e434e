import assert from "node:assert/strict";
import { ServiceHarness } from "../service_harness.ts";
import { REALTIME_SCHEMA } from "./testing.ts";
import { collect, subscribed } from "./testing_channels.ts";

let harness: ServiceHarness;
Deno.test.beforeAll(async () => {
  harness = await ServiceHarness.start(REALTIME_SCHEMA);
});
Deno.test.afterAll(() => harness[Symbol.asyncDispose]());

Deno.test("a channel ends when its token expires, and says so", async () => {
  const user = await harness.user({ lifetime: 2 });
  const [states, system] = [collect<string>(), collect<{ message: string; status: string }>()];
  const channel = user.client.channel(`user:${user.id}`, { config: { private: true } })
    .on("system", {}, (message) => system.add(message));
  channel.subscribe((state) => states.add(state));
  assert.equal(await states.next(), "SUBSCRIBED");
  const { status, message } = await system.next();
  assert.equal(status, "error");
  assert.match(message, /^Token has expired/);
  assert.equal(await states.next(), "CLOSED");
});

Deno.test("an expired or forged token that comes in a renewal ends the channel", async () => {
  for (const lifetime of [-60, 60]) {
    const user = await harness.user();
    const token = await harness.token(user.id, lifetime);
    const system = collect<{ message: string }>();
    const channel = user.client.channel(`user:${user.id}`, { config: { private: true } })
      .on("system", {}, (message) => system.add(message));
    assert.equal(await subscribed(channel), "SUBSCRIBED");
    const sent = lifetime < 0 ? token : `${token.slice(0, -4)}AAAA`;
    // Past setAuth(), which keeps back what it sees to have expired.
    const push = channel as unknown as { channelAdapter: { push(event: string, payload: unknown): unknown } };
    push.channelAdapter.push("access_token", { access_token: sent });
    assert.match((await system.next()).message, lifetime < 0 ? /^Token has expired/ : /signature/);
  }
});

Deno.test("a session of a role that the API does not take on is refused", async () => {
  const user = await harness.user();
  const exp = Math.floor(Date.now() / 1000) + 60;
  for (const role of ["postgres", "supabase_admin", "no_such_role"]) {
    await user.client.realtime.setAuth(await harness.keys.sign({ role, sub: user.id, exp }));
    const answer = await subscribed(user.client.channel(`user:${user.id}:${role}`, { config: { private: true } }));
    assert.match(answer, /^CHANNEL_ERROR: Unauthorized/, role);
  }
});
