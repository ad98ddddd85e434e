/**
 * Who may read from and write to a private topic: the project's policies on `realtime.messages` say so. They are asked
 * with rows that are never committed.
 *
 * @module
 */
import postgres, { type Sql } from "postgres";
import { impersonate, RoleNotAllowed, rolledBack } from "../as_caller.ts";
import type { Claims } from "../context.ts";
import type { Permissions } from "./channels.ts";

type Extension = "broadcast" | "presence";

export class Authorizer {
  constructor(private readonly sql: Sql) {}

  /** Whether the policies show such messages of the topic to the caller. */
  async mayRead(claims: Claims, topic: string): Promise<Permissions["read"]> {
    const probes = { broadcast: crypto.randomUUID(), presence: crypto.randomUUID() };
    const ids = Object.values(probes);
    const seen = await refusedAs<string[]>([], () =>
      rolledBack(this.sql, async (sql) => {
        const rows = Object.entries(probes).map(([extension, id]) => ({ id, topic, extension }));
        await sql`insert into realtime.messages ${sql(rows)}`;
        await impersonate(sql, claims, { "realtime.topic": topic });
        const visible = await sql<{ id: string }[]>`select id from realtime.messages where id = any(${ids}::uuid[])`;
        return visible.map((row) => row.id);
      }));
    return { broadcast: seen.includes(probes.broadcast), presence: seen.includes(probes.presence) };
  }

  /** Whether the policies let the caller put such a message there. */
  async mayWrite(claims: Claims, topic: string, extension: Extension): Promise<boolean> {
    return await refusedAs(false, () =>
      rolledBack(this.sql, async (sql) => {
        await impersonate(sql, claims, { "realtime.topic": topic });
        await sql`insert into realtime.messages ${sql({ id: crypto.randomUUID(), topic, extension })}`;
        return true;
      }));
  }
}

// Connections, resources, shutdown: the database could not be asked. Any other error is the policy's, and refuses.
const UNAVAILABLE = /^(08|53|57)/;

async function refusedAs<T>(answer: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RoleNotAllowed) return answer;
    if (error instanceof postgres.PostgresError && !UNAVAILABLE.test(error.code)) return answer;
    throw error;
  }
}
