/**
 * Calls to database functions over a direct connection: for workers, which hold one for as long as they live.
 *
 * @module
 */
import type postgres from "postgres";
import { JobError } from "../../supabase/functions/_shared/jobs/errors.ts";
import type { Rpc } from "../../supabase/functions/_shared/platform/rpc.ts";

const NAME = /^[a-z_]+$/;

/** Calls `public.<name>` with named arguments, as the connection's role. */
export function createPostgresRpc(sql: postgres.Sql): Rpc {
  return async <Result>(name: string, args: Record<string, unknown>): Promise<Result> => {
    const names = Object.keys(args);
    if (![name, ...names].every((each) => NAME.test(each))) throw new Error(`Cannot call '${name}': odd names`);
    const call = `select public.${name}(${names.map((each, i) => `${each} => $${i + 1}`).join(", ")}) as result`;
    try {
      const rows = await sql.unsafe(call, Object.values(args) as postgres.ParameterOrJSON<never>[], { prepare: true });
      return rows.map((row) => row.result)[0] as Result;
    } catch (cause) {
      const { code = "", message } = cause as { code?: string; message: string };
      // Class 08, 53, 57: the connection, resources, an operator; 40: serialisation and deadlocks.
      const transient = /^(08|40|53|57)|^CONNECTION|^ECONN|CONNECT_TIMEOUT/.test(code);
      throw new JobError("database_error", `The database refused ${name}: ${message}`, { transient, cause });
    }
  };
}
