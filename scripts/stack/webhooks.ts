/**
 * pg_net's worker: sends the requests that SQL has queued, as soon as their transaction has committed.
 *
 * @module
 */
import type { Service, StackContext } from "./context.ts";
import { listen } from "./listen.ts";
import { openPool } from "./pool.ts";

interface QueuedRequest {
  id: number;
  method: string;
  url: string;
  headers: Record<string, string> | null;
  body: Uint8Array<ArrayBuffer> | null;
  timeout_milliseconds: number;
}

interface Outcome {
  status_code?: number;
  content_type?: string | null;
  headers?: Record<string, string>;
  content?: string;
  timed_out: boolean;
  error_msg?: string;
}

/** As pg_net's default; here it also bounds how many requests are on their way at once. */
const BATCH_SIZE = 200;
const RETRY_MS = 200;
const RESPONSE_TTL = "6 hours";
const CLEANING_INTERVAL_MS = 10 * 60_000;
/** The queue comes with the extension, which a project need not have. */
const UNDEFINED_TABLE = "42P01";

export async function startWebhooks(ctx: Pick<StackContext, "adminUrl" | "log">): Promise<Service> {
  const sql = openPool(ctx.adminUrl, {
    name: "pg_net",
    max: 4,
    // The queue is lost with a crash of Postgres anyway, so nobody need wait for the disk.
    settings: { synchronous_commit: "off" },
  });
  const stopping = new AbortController();
  const onTheWay = new Set<Promise<void>>();
  let draining: Promise<void> | undefined;
  let rungMeanwhile = false;

  function ring(): void {
    if (stopping.signal.aborted) return;
    if (draining !== undefined) {
      rungMeanwhile = true;
      return;
    }
    draining = drain().catch((error) => {
      const silent = stopping.signal.aborted || (error as { code?: string }).code === UNDEFINED_TABLE;
      if (silent) return;
      ctx.log("pg_net", "error", `Cannot read the queue of requests: ${error.message}`);
      setTimeout(ring, RETRY_MS);
    }).finally(() => {
      draining = undefined;
      if (!rungMeanwhile) return;
      rungMeanwhile = false;
      ring();
    });
  }

  async function drain(): Promise<void> {
    for (;;) {
      // A request that hangs takes a place until its timeout, and nobody else's turn while there are places.
      const room = BATCH_SIZE - onTheWay.size;
      if (room <= 0) {
        await Promise.race(onTheWay);
        continue;
      }
      const requests = await sql<QueuedRequest[]>`
        delete from net.http_request_queue
        where id in (select id from net.http_request_queue order by id limit ${room} for update skip locked)
        returning id, method, url, headers, body, timeout_milliseconds`;
      for (const request of [...requests].sort((a, b) => a.id - b.id)) {
        const sending = send(request).finally(() => onTheWay.delete(sending));
        onTheWay.add(sending);
      }
      if (requests.length < room) return;
    }
  }

  async function send(request: QueuedRequest): Promise<void> {
    const outcome = await exchange(request, stopping.signal);
    if (stopping.signal.aborted) return;
    if (outcome.error_msg !== undefined) {
      ctx.log("pg_net", "warn", `${request.method} ${request.url}: ${outcome.error_msg}`);
    }
    const { headers, ...columns } = outcome;
    const row = { id: request.id, ...columns, headers: headers === undefined ? null : sql.json(headers) };
    await sql`insert into net._http_response ${sql(row)}`.catch((error) => {
      if (!stopping.signal.aborted) ctx.log("pg_net", "error", `Cannot keep a response: ${error.message}`);
    });
  }

  const clean = () =>
    sql`delete from net._http_response where created < now() - ${RESPONSE_TTL}::interval`.catch(() => {});
  const cleaning = setInterval(clean, CLEANING_INTERVAL_MS);
  const listener = await listen(ctx.adminUrl, {
    name: "pg_net",
    channel: "embedded_pg_net",
    onNotify: ring,
    onListening: ring,
  });

  return {
    async stop() {
      stopping.abort();
      clearInterval(cleaning);
      await listener.stop();
      await Promise.allSettled([draining, ...onTheWay]);
      await sql.end({ timeout: 1 });
    },
  };
}

async function exchange(request: QueuedRequest, stopping: AbortSignal): Promise<Outcome> {
  const timeout = AbortSignal.timeout(request.timeout_milliseconds);
  try {
    const response = await fetch(request.url, {
      method: request.method.toUpperCase(),
      headers: request.headers ?? {},
      body: request.body,
      redirect: "manual",
      signal: AbortSignal.any([timeout, stopping]),
    });
    return {
      content: await response.text(),
      status_code: response.status,
      content_type: response.headers.get("content-type"),
      headers: Object.fromEntries(response.headers),
      timed_out: false,
    };
  } catch (error) {
    if (timeout.aborted) {
      return { timed_out: true, error_msg: `Timeout of ${request.timeout_milliseconds} ms reached` };
    }
    return { timed_out: false, error_msg: error instanceof Error ? error.message : String(error) };
  }
}
