/**
 * Ours, as the other systems have it (see protocol.mjs): puts jobs in over a connection to the database.
 *
 * @module
 */
import postgres from "postgres";
import { serveSender } from "./protocol.mjs";

const [databaseUrl, owner, kind] = Deno.args;
const sql = postgres(databaseUrl!, { max: 1, onnotice: () => {} });
await serveSender((id: string) =>
  sql`
    insert into public.jobs (owner, kind, title, options)
    values (${owner!}, ${kind!}, 'bench', ${sql.json({ id })})`
);
await sql.end();
