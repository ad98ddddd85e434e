/**
 * The embedded stack itself: how long it takes to start, and what a request to REST and one by pg_net cost.
 *
 * @module
 */
import postgres from "postgres";
import { type Stack, startStack } from "../stack/stack.ts";
import type { Bench } from "./bench.ts";
import { now, pause } from "./clock.ts";
import { latencies, table } from "./statistics.ts";

const STARTS = 5;
const WARM_UP = 100;
const SIDE_BY_SIDE = 8;

const FIXTURE = `
create function public.bench_add(a int, b int) returns int language sql as 'select a + b';
create table public.bench_rows (id int primary key, title text, made_at timestamptz default now());
insert into public.bench_rows select n, 'row ' || n from generate_series(1, 100) n;
grant select on public.bench_rows to service_role`;

export const bench: Bench = async ({ runs, say }) => {
  say(latencies(await startTimes()));

  const stack = await startStack({ ephemeral: true, durable: true });
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(FIXTURE);
    const requests = {
      "POST /rest/v1/rpc/…": () => call(stack),
      "GET /rest/v1/…, 20 rows": () => get(stack, "/rest/v1/bench_rows?id=lte.20&order=id"),
    };
    while ((await call(stack)) !== 200) await pause(20);
    const times: Record<string, number[]> = {};
    const rates: string[][] = [];
    for (const [name, request] of Object.entries(requests)) {
      times[name] = await series(request, runs);
      rates.push([name, String(await perSecond(request, runs))]);
    }
    times["net.http_post → arrival, commit included"] = await webhookTimes(sql, runs);
    say(`\n${latencies(times)}`);
    say(`\n${table([`${SIDE_BY_SIDE} clients at once`, "requests/s"], rates)}`);
  } finally {
    await sql.end();
    await stack.stop();
  }
};

/** Programs and template are there already, as after the first start of a checkout. */
async function startTimes(): Promise<Record<string, number[]>> {
  const times = { "start with an empty folder": [] as number[], "start again": [] as number[] };
  for (let i = 0; i < STARTS; i++) {
    const stateDir = await Deno.makeTempDir({ prefix: "bench-" });
    await Deno.chmod(stateDir, 0o755);
    for (const list of Object.values(times)) {
      const before = now();
      const stack = await startStack({ stateDir, freePorts: true });
      list.push(now() - before);
      await stack.stop();
    }
    await Deno.remove(stateDir, { recursive: true });
  }
  return times;
}

async function series(request: () => Promise<unknown>, runs: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = -WARM_UP; i < runs; i++) {
    const before = now();
    await request();
    if (i >= 0) times.push(now() - before);
  }
  return times;
}

async function perSecond(request: () => Promise<unknown>, runs: number): Promise<number> {
  const before = now();
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let i = 0; i < runs; i++) await request();
  }));
  return Math.round(SIDE_BY_SIDE * runs / ((now() - before) / 1000));
}

async function webhookTimes(sql: postgres.Sql, runs: number): Promise<number[]> {
  let arrived = Promise.withResolvers<void>();
  const receiver = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    arrived.resolve();
    return new Response(null, { status: 202 });
  });
  const url = `http://127.0.0.1:${receiver.addr.port}`;
  const times = await series(async () => {
    arrived = Promise.withResolvers();
    await sql`select net.http_post(${url}, '{}'::jsonb, timeout_milliseconds := 1000)`;
    await arrived.promise;
  }, runs);
  await receiver.shutdown();
  return times;
}

async function call({ url, keys }: Stack): Promise<number> {
  const response = await fetch(`${url}/rest/v1/rpc/bench_add`, {
    method: "POST",
    headers: { apikey: keys.secretKey, "content-type": "application/json" },
    body: '{"a":1,"b":2}',
  });
  await response.arrayBuffer();
  return response.status;
}

async function get({ url, keys }: Stack, path: string): Promise<void> {
  await (await fetch(url + path, { headers: { apikey: keys.secretKey } })).arrayBuffer();
}
