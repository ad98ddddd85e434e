/**
 * Acting as the caller of an API, so that the project's policies judge what is done.
 *
 * @module
 */
import type { Sql, TransactionSql } from "postgres";
import type { Claims } from "./context.ts";

/** Thrown when a token names a role that the API does not take on. */
export class RoleNotAllowed extends Error {
  override readonly name = "RoleNotAllowed";
  constructor(role: string) {
    super(`Role ${role} cannot use the API`);
  }
}

/**
 * Makes the rest of a transaction run under the caller's role and claims.
 *
 * @param settings further settings that policies may read, such as `realtime.topic`
 * @throws RoleNotAllowed when the role is none of those that hosted's `authenticator` can become: a token, even a
 * validly signed one, cannot name a superuser
 */
export async function impersonate(
  sql: TransactionSql,
  claims: Claims,
  settings: Record<string, string> = {},
): Promise<void> {
  const all = {
    "request.jwt.claims": JSON.stringify(claims),
    "request.jwt.claim.sub": claims.sub ?? "",
    "request.jwt.claim.role": claims.role,
    ...settings,
    "role": claims.role,
  };
  const set = await sql`
    select set_config(key, value, true) from jsonb_each_text(${sql.json(all)})
    where exists (select from pg_roles where rolname = ${claims.role} and pg_has_role('authenticator', oid, 'member'))`;
  if (set.length === 0) throw new RoleNotAllowed(claims.role);
}

/** Carries a result out of a transaction that must leave nothing behind. */
class Rollback {
  constructor(readonly value: unknown) {}
}

/** Runs `work` in a transaction and takes everything back, but its result. */
export async function rolledBack<T>(sql: Sql, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
  try {
    await sql.begin(async (transaction) => {
      throw new Rollback(await work(transaction));
    });
  } catch (error) {
    if (error instanceof Rollback) return error.value as T;
    throw error;
  }
  throw new Error("A transaction that always throws has ended without an error.");
}
