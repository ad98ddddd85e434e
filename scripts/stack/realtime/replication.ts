/**
 * Follows what is committed, over a temporary logical slot: changes arrive a few milliseconds after their commit, in
 * order, and nothing stays behind in Postgres when this process ends. When Postgres restarts, a new slot is made.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import type { StackLog } from "../context.ts";
import { within } from "./deadline.ts";
import { type Change, PgOutputReader } from "./pgoutput.ts";

const STATUS_INTERVAL = 10_000;
const RETRY_DELAY = 200;
const GOODBYE = 500;
/** Seconds. */
const CONNECT_TIMEOUT = 5;
const POSTGRES_EPOCH = Date.UTC(2000, 0, 1);

export interface ReplicationOptions {
  /** A role that may replicate. */
  url: string;
  publications: string[];
  /** Called in the order of commits; must not throw. */
  onChange(change: Change): void;
  /** Called when following goes on after it was cut: what was committed in between has not been seen. */
  onGap(): void;
  log: StackLog;
}

export class Replication {
  #ready = Promise.withResolvers<void>();
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(private readonly options: ReplicationOptions) {
    this.#running = this.#run();
  }

  /** Settles when every later commit will be seen. */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const stopped = this.#stopping.signal;
    let lost = false;
    while (!stopped.aborted) {
      let followed = false;
      try {
        await this.#follow(() => {
          if (lost) this.options.onGap();
          followed = true;
          this.#ready.resolve();
        });
      } catch (error) {
        if (!lost) this.options.log("realtime", "warn", `Lost the database: ${(error as Error).message}`);
      }
      lost = true;
      // Whoever waits through several attempts must be told of the one that succeeds.
      if (followed) this.#ready = Promise.withResolvers();
      await delay(RETRY_DELAY, undefined, { signal: stopped }).catch(() => {});
    }
    this.#ready.promise.catch(() => {});
    this.#ready.reject(new Error("Realtime is stopping."));
  }

  /** Returns when stopped, throws when the connection is lost. */
  async #follow(onReady: () => void): Promise<void> {
    const closed = Promise.withResolvers<never>();
    closed.promise.catch(() => {});
    // A query whose connection goes at the wrong moment is not always answered.
    const answered = <T>(query: PromiseLike<T>) => Promise.race([query, closed.promise]);
    const slot = `realtime_${crypto.randomUUID().replaceAll("-", "")}`;
    const sql = postgres(this.options.url, {
      max: 1,
      fetch_types: false,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: CONNECT_TIMEOUT,
      connection: { replication: "database", application_name: "realtime" } as Record<string, string>,
      onclose: () => closed.reject(new Error("the connection has closed")),
      onnotice: () => {},
    });
    let status: ReturnType<typeof setInterval> | undefined;
    try {
      const [created] = await answered(sql.unsafe(
        `CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`,
      ));
      const names = this.options.publications.map((name) => `"${name}"`).join(",");
      const stream = await answered(
        sql.unsafe(
          `START_REPLICATION SLOT ${slot} LOGICAL ${created!.consistent_point} ` +
            `(proto_version '1', publication_names '${names}')`,
        ).writable(),
      ) as unknown as Duplex;
      stream.on("error", closed.reject);
      const reader = new PgOutputReader();
      let received = parseLsn(created!.consistent_point);
      const report = () => stream.writable && stream.write(statusUpdate(received));
      stream.on("data", (message: Buffer) => {
        if (message[0] === 0x77) { // "w": data
          received = message.readBigUInt64BE(1);
          try {
            const change = reader.read(message.subarray(25));
            if (change) this.options.onChange(change);
          } catch (error) {
            this.options.log("realtime", "error", `Cannot pass on a change: ${(error as Error).stack}`);
          }
        } else if (message[0] === 0x6b) { // "k": keepalive, which a stopping Postgres waits to have answered
          received = message.readBigUInt64BE(1);
          if (message[17] === 1) report();
        }
      });
      status = setInterval(report, STATUS_INTERVAL);
      onReady();
      const stopped = new Promise<void>((resolve) => {
        this.#stopping.signal.addEventListener("abort", () => resolve(), { once: true });
        if (this.#stopping.signal.aborted) resolve();
      });
      await Promise.race([stopped, closed.promise]);
      // Postgres answers the end of the stream with its own; anything less polite it logs as an error.
      const ended = new Promise((resolve) => stream.once("close", resolve));
      stream.end();
      await within(GOODBYE, ended);
    } finally {
      clearInterval(status);
      await within(GOODBYE, sql.end({ timeout: 0 }).catch(() => {}));
    }
  }
}

function parseLsn(text: string): bigint {
  const [high, low] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

/** "Standby status update": written, flushed and applied up to here. */
function statusUpdate(lsn: bigint): Buffer {
  const message = Buffer.alloc(34);
  message[0] = 0x72;
  for (const offset of [1, 9, 17]) message.writeBigUInt64BE(lsn, offset);
  message.writeBigInt64BE(BigInt(Date.now() - POSTGRES_EPOCH) * 1000n, 25);
  return message;
}
