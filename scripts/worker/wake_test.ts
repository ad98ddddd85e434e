import assert from "node:assert/strict";
import type { SupabaseClient } from "@supabase/supabase-js";
import { wakeByRealtime } from "./wake.ts";

Deno.test("news by Realtime wakes twice, as what it tells of may not be seen yet when it comes", async () => {
  let tell = () => {};
  const channel = {
    on(_type: string, _filter: object, listener: () => void) {
      tell = listener;
      return channel;
    },
    subscribe: () => channel,
  };
  const supabase = {
    realtime: { setAuth: () => Promise.resolve() },
    channel: () => channel,
    removeChannel: () => Promise.resolve("ok"),
  };
  const wake = await wakeByRealtime(supabase as unknown as SupabaseClient);
  const never = new AbortController().signal;
  const before = performance.now();
  tell();
  await wake.wait(never);
  await wake.wait(never);
  assert.ok(performance.now() - before < 5000, "and not by the look that comes every 10 s");
  await wake.close();
});

Deno.test("who waits for news is woken when he is to stop, and leaves nothing behind", async () => {
  const channel = { on: () => channel, subscribe: () => channel };
  const supabase = {
    realtime: { setAuth: () => Promise.resolve() },
    channel: () => channel,
    removeChannel: () => Promise.resolve("ok"),
  };
  const wake = await wakeByRealtime(supabase as unknown as SupabaseClient);
  const stop = new AbortController();
  const listeners = { added: 0, removed: 0 };
  const { addEventListener, removeEventListener } = stop.signal;
  stop.signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners.added++;
    addEventListener.apply(stop.signal, args);
  };
  stop.signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners.removed++;
    removeEventListener.apply(stop.signal, args);
  };
  const waiting = wake.wait(stop.signal);
  stop.abort();
  await waiting;
  assert.deepEqual(listeners, { added: 1, removed: 1 });
  await wake.close();
});
