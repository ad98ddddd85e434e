/**
 * A service's connections to the stack's Postgres, which may be restarted under it.
 *
 * @module
 */
import postgres, { type Sql } from "postgres";

const BIGINT = 20;
/** text[], varchar[], name[] and uuid[] */
const TEXT_ARRAYS = [1009, 1015, 1003, 2951];
/** Seconds. */
const RECONNECT_DELAY = 0.1;

export interface PoolOptions {
  /** How the connections are called in `pg_stat_activity`. */
  name: string;
  max: number;
  /** False where sessions change hands in ways that prepared statements do not survive. */
  prepare?: boolean;
  /** Settings of each connection. */
  settings?: Record<string, string>;
  /** Further types, by name. */
  types?: Record<string, postgres.PostgresType>;
}

// The driver writes to a socket that a lost connection has just taken away, from a timer where nobody can catch it. The
// queries that this hits are told that their connection is closed all the same.
globalThis.addEventListener("error", (event) => {
  const stack = (event.error as Error | undefined)?.stack ?? "";
  if (stack.includes("nextWrite") && stack.includes("postgres/src/connection.js")) event.preventDefault();
});

/** Opens a pool. Big integers come as numbers: sizes and counts stay far below 2⁵³. */
export function openPool(url: string, { name, max, prepare = true, settings, types }: PoolOptions): Sql {
  return postgres(url, {
    max,
    prepare,
    connection: { application_name: name, ...settings },
    onnotice: () => {},
    // By default the waits grow to 20 s, and with them every query after a restart.
    backoff: () => RECONNECT_DELAY,
    // A connection that is cut while it fetches types ends the whole process: nobody catches that error.
    fetch_types: false,
    types: {
      bigint: { to: BIGINT, from: [BIGINT], serialize: String, parse: Number },
      texts: { to: TEXT_ARRAYS[0]!, from: TEXT_ARRAYS, serialize: toArray, parse: fromArray },
      uuids: { to: TEXT_ARRAYS[3]!, from: [], serialize: toArray, parse: fromArray },
      ...types,
    },
  }) as unknown as Sql;
}

function toArray(values: (string | null)[]): string {
  const items = values.map((value) => value === null ? "NULL" : `"${value.replace(/["\\]/g, "\\$&")}"`);
  return `{${items.join(",")}}`;
}

function fromArray(text: string): (string | null)[] {
  const items = text.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},]+)/gs);
  return [...items].map(([, quoted, plain]) =>
    quoted === undefined ? (plain === "NULL" ? null : plain!) : quoted.replace(/\\(.)/gs, "$1")
  );
}
