import assert from "node:assert/strict";
import postgres from "postgres";
import { openFeed } from "../../scripts/client/feed.ts";
import { createJob } from "../../scripts/client/jobs.ts";
import { openSession } from "../../scripts/client/session.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { startSmtp } from "../../scripts/stack/smtp.ts";
import { startStack } from "../../scripts/stack/stack.ts";

const JOBS = 6;

/** Resolves when {@link Tally.add} has been called often enough. */
class Tally {
  #left: number;
  readonly #done = Promise.withResolvers<void>();

  constructor(times: number) {
    this.#left = times;
  }

  add(): void {
    if (--this.#left === 0) this.#done.resolve();
  }

  get reached(): Promise<void> {
    return this.#done.promise;
  }
}

Deno.test("when the mail server was down for a while, every mail arrives afterwards, and none twice", async () => {
  const port = freePort();
  const refused = new Tally(JOBS), arrived = new Tally(JOBS), received: string[] = [];
  const stack = await startStack({
    ephemeral: true,
    durable: false,
    functionDefaults: { DOCMILL_SMTP_URL: `smtp://127.0.0.1:${port}` },
    log: (source, _level, message) => {
      if (source === "notify" && message.includes("not delivered")) refused.add();
    },
  });
  const sql = postgres(stack.adminUrl, { max: 1, onnotice: () => {} });
  try {
    const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
    const feed = await openFeed(session);
    const addresses = Array.from({ length: JOBS }, (_, i) => `reader${i}@example.org`);
    await Promise.all(addresses.map(async (notify) => {
      const content = new TextEncoder().encode("a,b\n1,2\n");
      const id = await createJob(session, { kind: "spreadsheet", files: [{ name: "t.csv", content }], notify });
      assert.equal((await feed.watch(id)).status, "completed");
    }));
    await feed.close();
    await session.close();
    await refused.reached;
    const health = async () => {
      const answer = await fetch(`${stack.url}/functions/v1/health`);
      return { status: answer.status, ...await answer.json() as { mails_waiting: number; problems: string[] } };
    };
    // A server may be away for a moment.
    assert.deepEqual([(await health()).status, (await health()).mails_waiting], [200, JOBS]);
    await sql`update queue.outbox set created_at = created_at - interval '6 minutes'`;
    const ill = await health();
    assert.equal(ill.status, 503);
    assert.match(ill.problems.join(), /^6 mails have waited since .*: does the mail server answer\?/);

    const server = await startSmtp(port, (mail) => {
      received.push(...mail.to);
      arrived.add();
      return Promise.resolve();
    });
    try {
      const underWay = () => sql`select count(*)::int as left from queue.outbox where lease is not null`;
      await none(underWay);
      // The wait before the next attempt is over.
      await sql`update queue.outbox set due_at = clock_timestamp()`;
      await sql`select queue.sweep_outbox()`;
      await arrived.reached;
      await none(underWay);
      assert.deepEqual([...await sql`select from queue.outbox where sent_at is null`], []);
      assert.deepEqual([(await health()).status, (await health()).mails_waiting], [200, 0]);
      // Who rings again finds nothing to send.
      await sql`select queue.ring_notify()`;
      await none(() => sql`select count(*)::int as left from queue.notify_bells`);
      assert.deepEqual(received.toSorted(), addresses);
    } finally {
      await server.stop();
    }
  } finally {
    await sql.end();
    await stack.stop();
  }
});

/** Asks until there are none left. */
async function none(count: () => PromiseLike<Iterable<{ left?: number }>>): Promise<void> {
  for (;;) {
    const [row] = await count();
    if (row?.left === 0) return;
  }
}
