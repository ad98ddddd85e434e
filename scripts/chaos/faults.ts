/**
 * What goes wrong in production, done on purpose to a stack of one's own.
 *
 * @module
 */
import type postgres from "postgres";
import { childrenOf } from "./processes.ts";

export interface Fault {
  readonly name: string;
  run(sql: postgres.Sql): Promise<void>;
}

/** Postgres dies in the middle of everything and recovers from its log; unlogged tables (pg_net's queue) are emptied. */
const crashPostgres: Fault = {
  name: "Postgres crashes",
  async run(sql) {
    // The postmaster answers the violent death of one backend by ending all and starting anew.
    const [row] =
      await sql`select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
    if (row) Deno.kill(row.pid, "SIGKILL");
  },
};

const dropConnections: Fault = {
  name: "every database connection is cut",
  async run(sql) {
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid()`;
  },
};

/** SIGKILL in the middle of a step: no time to say anything. */
const killFunctions: Fault = {
  name: "the functions are killed",
  async run() {
    for (const pid of await childrenOf(Deno.pid, "process-job")) {
      try {
        Deno.kill(pid, "SIGKILL");
      } catch { /* ended by itself meanwhile */ }
    }
  },
};

const loseBells: Fault = {
  name: "pg_net loses its queue",
  async run(sql) {
    await sql`truncate net.http_request_queue`;
  },
};

/** pg_net may repeat a batch. */
const repeatBells: Fault = {
  name: "webhooks are repeated",
  async run(sql) {
    const [url] = await sql`select queue.functions_url() as url`;
    const bells = await sql`select job_id, token from queue.leases limit 20`;
    await Promise.all(
      bells.flatMap((bell) =>
        [1, 2, 3].map(() =>
          fetch(`${url!.url}/process-job`, { method: "POST", body: JSON.stringify(bell) })
            .then((response) => response.body?.cancel(), () => {})
        )
      ),
    );
  },
};

export const FAULTS: readonly Fault[] = [crashPostgres, dropConnections, killFunctions, loseBells, repeatBells];
