/**
 * LISTEN that outlives the server.
 *
 * @module
 */
import postgres from "postgres";

const RETRY_MS = 100;

export interface Listener {
  stop(): Promise<void>;
}

/**
 * Listens on a connection of its own until it is stopped. The driver's own `listen` listens anew once after a loss, and not at
 * all when the server is still starting then; this one goes on trying.
 *
 * @param onListening called whenever listening has (again) begun: what was notified before may have been missed
 * @returns once it listens for the first time
 */
export async function listen(
  url: string,
  { name, channel, onNotify, onListening }: {
    name: string;
    channel: string;
    onNotify: () => void;
    onListening: () => void;
  },
): Promise<Listener> {
  const first = Promise.withResolvers<void>();
  const stopping = Promise.withResolvers<void>();
  let stopped = false;

  async function once(): Promise<void> {
    const lost = Promise.withResolvers<void>();
    const options = {
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      connection: { application_name: name },
      onnotice: () => {},
      onnotify: onNotify,
      onclose: () => lost.resolve(),
    };
    const sql = postgres(url, options as postgres.Options<Record<string, never>>);
    try {
      await sql`listen ${sql(channel)}`;
      onListening();
      first.resolve();
      await Promise.race([lost.promise, stopping.promise]);
    } catch {
      // The server is away: tried again below.
    } finally {
      await sql.end({ timeout: 0 }).catch(() => {});
    }
  }
  const listening = (async () => {
    while (!stopped) {
      await once();
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  })();
  await first.promise;
  return {
    async stop() {
      stopped = true;
      stopping.resolve();
      await listening;
    },
  };
}
