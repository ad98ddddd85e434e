/**
 * How long a change of a job is on its way to those who watch it: from the update of its row to the pixels of the client's
 * job page in Chromium, and to a supabase-js callback. Beside it a page that polls.
 *
 * The clock starts when the update's commit has been acknowledged; the true moment is a little earlier, by at most the time
 * given as "update and commit", and news may be there before the acknowledgement.
 *
 * @module
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { buildClient } from "../build_client.ts";
import { launchChromium } from "../chromium.ts";
import type { Session } from "../client/session.ts";
import { CLIENT_DIR } from "../folders.ts";
import type { Bench } from "./bench.ts";
import { type BenchStack, startBenchStack } from "./bench_stack.ts";
import { now, pause } from "./clock.ts";
import { POLLING_INTERVAL_MS, pollingPage } from "./polling_page.ts";
import { latencies } from "./statistics.ts";

interface Shown {
  readonly changed: number;
  readonly painted: number;
}

/** Longer than the 200 ms within which changes of mere progress are held back. */
const REST_MS = 250;
const WARM_UP = 10;
const POLLED_RUNS = 40;

export const bench: Bench = async ({ runs, say }) => {
  await buildClient(say);
  let polling = "";
  await using stack = await startBenchStack({
    serveStatic: CLIENT_DIR,
    pages: {
      "/polling": () => Promise.resolve(new Response(polling, { headers: { "content-type": "text/html" } })),
    },
  });
  const browser = await launchChromium();
  try {
    const session = await stack.guest();
    const job = await runningJob(stack, session);
    const news = await listen(session);
    const page = await browser.newPage();
    await page.goto(`${stack.url}/jobs/${job}#${await fragment(session)}`);
    await page.getByRole("status").filter({ hasText: /^Live$/ }).waitFor();
    await watchIn(page);

    const seen = [];
    for (let i = -WARM_UP; i < runs; i++) {
      const text = `update ${i}.`;
      await expectIn(page, text);
      const callback = news(text);
      const { sent, committed } = await change(stack, job, text);
      const [shown, called] = await Promise.all([shownIn(page), callback]);
      if (i >= 0) seen.push({ sent, committed, called, ...shown });
      await pause(REST_MS);
    }

    polling = pollingPage(`${session.functionsUrl}/jobs/${job}`, await headers(stack, session));
    await page.goto(`${stack.url}/polling`);
    await watchIn(page);
    const polled = [];
    for (let i = 0; i < Math.min(POLLED_RUNS, runs); i++) {
      const text = `polled ${i}.`;
      await expectIn(page, text);
      const { committed } = await change(stack, job, text);
      polled.push((await shownIn(page)).painted - committed);
      await pause(Math.random() * POLLING_INTERVAL_MS);
    }
    say(latencies({
      "commit → supabase-js callback": seen.map((each) => each.called - each.committed),
      "commit → document changed": seen.map((each) => each.changed - each.committed),
      "commit → painted": seen.map((each) => each.painted - each.committed),
      "update sent → painted": seen.map((each) => each.painted - each.sent),
      "update and commit": seen.map((each) => each.committed - each.sent),
      "commit → painted, polling every 3 s": polled,
    }));
  } finally {
    await browser.close();
  }
};

/** A job that is being worked on by nobody: no slot is free, so that only the bench changes it. */
async function runningJob({ sql }: BenchStack, session: Session): Promise<string> {
  await sql`update queue.kinds set max_running = 0`;
  const [row] = await sql`
    insert into public.jobs (owner, kind, title) values (${session.userId}, 'pdf-to-csv', 'bench') returning id`;
  await sql`update public.jobs set status = 'processing' where id = ${row!.id}`;
  return row!.id;
}

async function change({ sql }: BenchStack, job: string, text: string) {
  const sent = now();
  await sql`update public.jobs set message = ${text} where id = ${job}`;
  return { sent, committed: now() };
}

/** Listens to the owner's topic as the product's clients do. @returns a promise of the moment a message arrives */
async function listen(session: Session): Promise<(text: string) => Promise<number>> {
  const awaited = new Map<string, (at: number) => void>();
  const joined = Promise.withResolvers<void>();
  session.supabase.channel(`jobs:${session.userId}`, { config: { private: true } })
    .on("broadcast", { event: "job" }, ({ payload }) => awaited.get(payload.message)?.(now()))
    .subscribe((status) => status === "SUBSCRIBED" && joined.resolve());
  await joined.promise;
  return (text) => new Promise((resolve) => awaited.set(text, resolve));
}

async function fragment(session: Session): Promise<URLSearchParams> {
  const { access_token, refresh_token, expires_in } = (await session.supabase.auth.getSession()).data.session!;
  const type = { token_type: "bearer", type: "magiclink" };
  return new URLSearchParams({ access_token, refresh_token, expires_in: String(expires_in), ...type });
}

async function headers(stack: BenchStack, session: Session): Promise<Record<string, string>> {
  const { access_token } = (await session.supabase.auth.getSession()).data.session!;
  return { authorization: `Bearer ${access_token}`, apikey: stack.keys.publishableKey };
}

const watchIn = (page: Page) => page.addScriptTag({ path: join(import.meta.dirname!, "page_watch.js") });
const expectIn = (page: Page, text: string) => page.evaluate(`expectText(${JSON.stringify(text)})`);
const shownIn = (page: Page) => page.evaluate<Shown>("textShown");
