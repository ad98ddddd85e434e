/**
 * Does on a bare database what pg_cron does elsewhere: writes the queue's tables anew when dead rows have piled up,
 * and notes where lanes begin.
 *
 * @module
 */
import type postgres from "postgres";

const EVERY_MS = 10_000;
const TABLES = ["waiting", "lanes", "leases", "delayed", "heads"];

/** Goes on until it is disposed of. */
export function startCompacting(sql: postgres.Sql): AsyncDisposable {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(async () => {
      await sql`select queue.drop_false_heads(), queue.raise_heads()`;
      for (const name of TABLES) await sql`select queue.compact(${`queue.${name}`})`;
    });
  }, EVERY_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
