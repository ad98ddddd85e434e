/**
 * How a worker learns that a job waits without asking again and again: NOTIFY on a direct connection, Realtime through the
 * API. A slow safety net asks every ten seconds, since neither is guaranteed to be delivered.
 *
 * @module
 */
import type { SupabaseClient } from "@supabase/supabase-js";
import { listen } from "../stack/listen.ts";

const SAFETY_NET_MS = 10_000;

/** Realtime tells what is in the database's log, maybe a moment before a query can see it: then who asked found nothing. */
const ASK_AGAIN_MS = 250;

export interface Wake {
  /** Resolves at the next call, or at once when there was one since the last wait; also when `signal` aborts. */
  wait(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export async function wakeByNotify(databaseUrl: string): Promise<Wake> {
  const bell = new Bell();
  const ring = () => bell.ring();
  const listener = await listen(databaseUrl, {
    name: "docmill-worker",
    channel: "docmill_queue",
    onNotify: ring,
    onListening: ring,
  });
  return bell.wake(() => listener.stop());
}

export async function wakeByRealtime(supabase: SupabaseClient): Promise<Wake> {
  const bell = new Bell();
  let again: ReturnType<typeof setTimeout> | undefined;
  await supabase.realtime.setAuth();
  const channel = supabase.channel("queue", { config: { private: true } })
    .on("broadcast", { event: "waiting" }, () => {
      bell.ring();
      clearTimeout(again);
      again = setTimeout(() => bell.ring(), ASK_AGAIN_MS);
    })
    .subscribe((status) => status === "SUBSCRIBED" && bell.ring());
  return bell.wake(async () => {
    clearTimeout(again);
    await supabase.removeChannel(channel);
  });
}

class Bell {
  #rung = false;
  #waiters = new Set<() => void>();

  ring(): void {
    this.#rung = true;
    for (const waiter of this.#waiters) waiter();
  }

  wake(close: () => Promise<void>): Wake {
    const timer = setInterval(() => this.ring(), SAFETY_NET_MS);
    return {
      wait: async (signal) => {
        if (!this.#rung && !signal.aborted) {
          const woken = Promise.withResolvers<void>();
          const wake = () => woken.resolve();
          this.#waiters.add(wake);
          signal.addEventListener("abort", wake);
          await woken.promise;
          this.#waiters.delete(wake);
          signal.removeEventListener("abort", wake);
        }
        this.#rung = false;
      },
      close: async () => {
        clearInterval(timer);
        await close();
      },
    };
  }
}
