/**
 * How soon the client shows the pages of a document with 100 of them, in Chromium with the whole system on one machine:
 * the first page when the review is opened from the job's page, and when its address is opened with nothing in the cache;
 * any other when somebody jumps to it. "Painted" is after the frame that shows it.
 *
 * @module
 */
import { PDFDocument } from "@cantoo/pdf-lib";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildClient } from "../build_client.ts";
import { launchChromium } from "../chromium.ts";
import type { Session } from "../client/session.ts";
import { CLIENT_DIR } from "../folders.ts";
import { worksheet } from "../samples/worksheet.ts";
import type { Bench } from "./bench.ts";
import { type BenchStack, startBenchStack } from "./bench_stack.ts";
import { latencies } from "./statistics.ts";

const PAGES = 100;
const OPENINGS = 10;
const JUMPS = 60;
const beside = (name: string) => join(import.meta.dirname!, name);

export const bench: Bench = async ({ runs, say }) => {
  await buildClient(say);
  await using stack = await startBenchStack({ serveStatic: CLIENT_DIR });
  const browser = await launchChromium();
  try {
    const documents = { worksheet: await worksheet({ pages: PAGES }), scan: await scan(browser) };
    for (const [name, content] of Object.entries(documents)) {
      const session = await stack.guest();
      const job = await reviewedJob(stack, session, content);
      const openings: number[] = [], links: number[] = [], jumps: number[] = [];
      for (let i = 0; i < Math.min(OPENINGS, runs); i++) {
        const page = await open(browser, `${stack.url}/jobs/${job}/review`, session);
        openings.push(await page.evaluate<number>("pageDrawn(1)"));
        const wanted = Math.ceil(Math.min(JUMPS, runs) / OPENINGS);
        for (let jump = 0; jump < wanted; jump++) {
          // Far from any page that was drawn before.
          const number = 5 + ((i * 37 + jump * 31) % (PAGES - 5));
          jumps.push(await page.evaluate<number>(`jumpTo(${number})`));
        }
        links.push(await fromLink(page, `${stack.url}/jobs/${job}`));
        await page.context().close();
      }
      say(`${PAGES} pages, ${name}, ${(content.length / 1e6).toFixed(1)} MB:\n`);
      const figures = {
        "link followed → first page painted": links,
        "address opened → first page painted": openings,
        "jump → page painted": jumps,
      };
      say(`${latencies(figures)}\n`);
    }
  } finally {
    await browser.close();
  }
};

async function open(browser: Browser, address: string, session: Session): Promise<Page> {
  const { data } = await session.supabase.auth.getSession();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript({ path: beside("pages_watch.js") });
  // Somebody who has been here before is signed in.
  const key = `sb-${new URL(address).hostname.split(".")[0]}-auth-token`;
  await context.addInitScript(([key, session]) => localStorage.setItem(key!, session!), [
    key,
    JSON.stringify(data.session),
  ]);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "commit" });
  return page;
}

/** From the job's page, once that has come to rest. */
async function fromLink(page: Page, job: string): Promise<number> {
  await page.goto(job, { waitUntil: "networkidle" });
  return await page.evaluate<number>(`followTo(document.querySelector('a[href$="/review"]'), 1)`);
}

/** A finished job with this document; nothing was found in it, for that is not what is measured. */
async function reviewedJob({ sql }: BenchStack, session: Session, content: Uint8Array): Promise<string> {
  const path = `${session.userId}/${crypto.randomUUID()}`;
  const { error } = await session.supabase.storage.from("worksheets").upload(path, content, {
    contentType: "application/pdf",
  });
  if (error) throw error;
  await sql`update queue.kinds set max_running = 0`;
  const [row] = await sql`
    insert into public.jobs (owner, kind, title, total_files) values (${session.userId}, 'questions', 'bench.pdf', 1)
    returning id`;
  await sql`
    insert into public.job_files (job_id, role, bucket, path, name, media_type, bytes)
    values (${row!.id}, 'input', 'worksheets', ${path}, 'bench.pdf', 'application/pdf', ${content.length})`;
  await sql`update public.jobs set status = 'processing' where id = ${row!.id}`;
  await sql`update public.jobs set status = 'completed' where id = ${row!.id}`;
  return row!.id;
}

/** Pages that are one picture each. */
async function scan(browser: Browser): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.addScriptTag({ path: beside("pages_scan.js") });
  const pdf = await PDFDocument.create();
  for (let number = 1; number <= PAGES; number++) {
    const picture = await pdf.embedJpg(await page.evaluate<string>(`scannedPage(${number})`));
    pdf.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  }
  await page.close();
  return await pdf.save();
}
