import assert from "node:assert/strict";
import postgres from "postgres";
import { createJob } from "../../scripts/client/jobs.ts";
import { openFeed } from "../../scripts/client/feed.ts";
import type { Job } from "../functions/_shared/jobs/job.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import { card, guest } from "./support.ts";

Deno.test("with the connection cut at random, a client's view ends up equal to the table", async () => {
  const line = recordSockets();
  await using me = await guest();
  const feed = await openFeed(me);
  const file = await card(6);
  const view = new Map<string, Job>();
  const ids: string[] = [];

  let cuts = 0;
  const cutting = setInterval(() => {
    // As a lost network does it: the socket is gone and nobody has said goodbye.
    for (const socket of line.sockets) {
      if (socket.readyState !== WebSocket.OPEN) continue;
      socket.close();
      cuts++;
    }
  }, 300 + Math.random() * 300);
  // Round after round, until enough has been cut, however quick the machine is.
  while (cuts < 4) {
    const round = await Promise.all(
      Array.from({ length: 4 }, () => createJob(me, { kind: "pdf-to-csv", files: [file] })),
    );
    ids.push(...round);
    await Promise.all(round.map((id) =>
      feed.watch(id, (job) => {
        assert.ok(job.version > (view.get(id)?.version ?? 0), "a view never goes back");
        view.set(id, job);
      })
    ));
  }
  clearInterval(cutting);
  line.restore();
  await feed.close();

  const { data } = await me.supabase.from("jobs").select("id, status, progress, version").in("id", ids);
  assert.equal(data!.length, ids.length);
  for (const row of data!) {
    const { status, progress, version } = view.get(row.id)!;
    assert.deepEqual({ id: row.id, status, progress, version }, row);
    assert.equal(row.status, "completed");
  }
});

Deno.test("jobs that change together, told of in one message, each reach those who watch them", async () => {
  await using me = await guest();
  const sql = postgres((await testStack()).adminUrl, { max: 1, onnotice: () => {} });
  const feed = await openFeed(me);
  try {
    const rows = await sql`
      insert into public.jobs (owner, kind, title, status)
      select ${me.userId}, 'pdf-to-csv', 'job ' || n, 'processing' from generate_series(1, 3) n returning id`;
    const seen = rows.map(() => Promise.withResolvers<void>());
    const ends = rows.map(({ id }, n) => feed.watch(id, () => seen[n]!.resolve()));
    await Promise.all(seen.map(({ promise }) => promise));
    await sql`update public.jobs set status = 'completed' where owner = ${me.userId}`;
    assert.deepEqual((await Promise.all(ends)).map((job) => job.status), ["completed", "completed", "completed"]);
  } finally {
    await feed.close();
    await sql.end();
  }
});

/** Keeps account of the sockets that clients open from now on. */
function recordSockets() {
  const Original = globalThis.WebSocket;
  const sockets = new Set<WebSocket>();
  globalThis.WebSocket = class extends Original {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      sockets.add(this);
    }
  };
  return { sockets, restore: () => globalThis.WebSocket = Original };
}
