/**
 * Reads rows through the project's REST API (PostgREST), as the caller.
 *
 * @module
 */
import { type RpcOptions, send } from "./rpc.ts";

export interface Rest {
  /** Rows of `table` that match PostgREST query parameters. */
  select<Row>(table: string, query: Record<string, string>): Promise<Row[]>;
}

export function createRest(options: RpcOptions): Rest {
  return {
    select: (table, query) => send(options, "GET", `${table}?${new URLSearchParams(query)}`),
  };
}
