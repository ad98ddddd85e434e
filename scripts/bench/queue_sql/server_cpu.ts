/**
 * What a connection's calls cost the server, whatever else the machine does meanwhile.
 *
 * @module
 */
import type postgres from "postgres";

/** @returns a function that tells the milliseconds of CPU that the connection's server process has used */
export async function serverCpuOf(connection: postgres.Sql): Promise<() => number> {
  const [row] = await connection<{ pid: number }[]>`select pg_backend_pid() as pid`;
  // Linux tells it by the nanosecond.
  return () => Number(Deno.readTextFileSync(`/proc/${row!.pid}/schedstat`).split(" ")[0]) / 1e6;
}
