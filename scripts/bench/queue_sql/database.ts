/**
 * A bare Postgres with the project's migrations: nobody answers door-bells, and what pg_cron would do is left to the bench.
 *
 * @module
 */
import postgres from "postgres";
import { startBareDatabase } from "../../stack/postgres/bare.ts";

export interface BareDatabase extends AsyncDisposable {
  /** A superuser's connections, for what is not measured. */
  readonly sql: postgres.Sql;
  /** New connections with plans of their own, for what is. */
  connect(amount?: number): postgres.Sql;
  /** New users' ids. */
  owners(amount: number): Promise<string[]>;
}

export async function bareDatabase(): Promise<BareDatabase> {
  const server = await startBareDatabase({ durable: true });
  const connect = (max = 1) => postgres(server.adminUrl, { max, onnotice: () => {} });
  const sql = connect(4);
  return {
    sql,
    connect,
    async owners(amount) {
      const rows = await sql<{ id: string }[]>`
        insert into auth.users (id, aud, role) select gen_random_uuid(), 'authenticated', 'authenticated'
        from generate_series(1, ${amount}::int) returning id`;
      return rows.map(({ id }) => id);
    },
    async [Symbol.asyncDispose]() {
      await sql.end();
      await server.stop();
    },
  };
}
