/**
 * The engine seen from SQL: what tests of its rules share. They use kinds of their own, so that no function is rung for
 * their jobs and no other test is in their way.
 *
 * @module
 */
import type postgres from "postgres";
import type { Answer, Assignment } from "../../functions/_shared/engine/queue.ts";
import { createRpcQueue } from "../../functions/_shared/engine/queue_rpc.ts";
import { database } from "./database.ts";
import { createPostgresRpc } from "../../../scripts/worker/rpc_postgres.ts";

export interface TestKind extends AsyncDisposable {
  readonly kind: string;
  readonly sql: postgres.Sql;
  readonly queue: ReturnType<typeof createRpcQueue>;
  /** The queue of another worker: what different ones complete does not go into one call. */
  anotherQueue(): ReturnType<typeof createRpcQueue>;
  /** A new user. */
  owner(): Promise<string>;
  /** Inserts jobs of one owner; their ids in order. */
  add(owner: string, amount?: number, priority?: number): Promise<string[]>;
  claim(limit?: number): Promise<Assignment[]>;
  status(id: string): Promise<string>;
}

/**
 * A kind for one test. With target `worker` jobs wait until they are claimed; with `edge` they are leased at once, and the
 * bells, which nothing answers, are found in `queue.leases`.
 */
export async function testKind(settings: Record<string, unknown> = {}): Promise<TestKind> {
  const sql = await database();
  const kind = `test-${crypto.randomUUID()}`;
  const row = { kind, target: "worker", max_running: 100_000, max_per_owner: 100_000, ...settings };
  await sql`insert into queue.kinds ${sql(row as Record<string, string | number>)}`;
  const rpc = createPostgresRpc(sql);
  return {
    kind,
    sql,
    queue: createRpcQueue(rpc),
    anotherQueue: () => createRpcQueue(rpc),
    async owner() {
      const id = crypto.randomUUID();
      await sql`insert into auth.users (id, aud, role) values (${id}, 'authenticated', 'authenticated')`;
      return id;
    },
    async add(owner, amount = 1, priority = 0) {
      const rows = await sql`
        insert into public.jobs (owner, kind, title, priority)
        select ${owner}, ${kind}, 'test ' || n, ${priority} from generate_series(1, ${amount}::int) n returning id`;
      return rows.map((each) => each.id);
    },
    async claim(limit = 1) {
      return await rpc<Assignment[]>("claim_jobs", { p_kinds: [kind], p_limit: limit });
    },
    async [Symbol.asyncDispose]() {
      await sql`delete from public.jobs where kind = ${kind}`;
      await sql`delete from queue.kinds where kind = ${kind}`;
    },
    async status(id) {
      const [row] = await sql`select status from public.jobs where id = ${id}`;
      return row?.status ?? "gone";
    },
  };
}

export const isLost = (answer: Answer): boolean => "lost" in answer;
