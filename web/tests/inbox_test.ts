import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { LETTER } from "../../supabase/functions/_shared/pipelines/documents/sample_documents.ts";
import { complaints } from "./axe.ts";
import { mixedInbox } from "./inbox_files.ts";
import { choose, completed, jobRow, TestBrowser } from "./support.ts";

const COUNT = 200;

interface Watched {
  /** What went back: a file's state, or the progress. There should be none. */
  readonly backwards: string[];
  /** Files that were done before one that stands above them. */
  readonly disorder: string[];
  /** How many files were done, each time that changed. */
  readonly done: number[];
  readonly percents: number[];
  /** What was said of files that could not be read, while others were waiting. */
  readonly failed: Record<string, string>;
}

/** Looks at the job's page at every change of it, in the page itself. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: Watched = { backwards: [], disorder: [], done: [], percents: [], failed: {} };
    Object.assign(globalThis, { seen });
    const ranks: Record<string, number> = { pending: 0, processing: 1, done: 2, failed: 2 };
    const before = new Map<string, string>();
    const look = () => {
      const lines = [...document.querySelectorAll<HTMLElement>('[data-testid="file"]')];
      const states = lines.map((line) => line.dataset["state"]!);
      states.forEach((state, i) => {
        const name = lines[i]!.children[1]!.textContent;
        const last = before.get(name) ?? "pending";
        if (ranks[state]! < ranks[last]! || ranks[last] === 2 && state !== last) {
          seen.backwards.push(`${name} from ${last} to ${state}`);
        }
        if (state === "failed") seen.failed[name] = lines[i]!.children[2]!.textContent;
        before.set(name, state);
      });
      // A part of the list says nothing of its order.
      if (lines.length === 200) {
        const first = states.findIndex((state) => ranks[state]! < 2);
        if (first >= 0 && states.slice(first).some((state) => ranks[state] === 2)) seen.disorder.push(`at ${first}`);
        const done = first < 0 ? lines.length : first;
        if (done !== seen.done.at(-1)) seen.done.push(done);
      }
      const percent = Number(document.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow") ?? NaN);
      if (percent < (seen.percents.at(-1) ?? 0)) seen.backwards.push(`progress to ${percent}`);
      if (percent !== seen.percents.at(-1)) seen.percents.push(percent);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

const watched = (page: Page): Promise<Watched> =>
  page.evaluate(() => (globalThis as unknown as { seen: Watched }).seen);

/** Counts what is on its way to Storage. */
function transfers(page: Page) {
  const counts = { sent: 0, under: 0, most: 0 };
  const isTransfer = (request: { url(): string; method(): string }) =>
    request.method() === "POST" && request.url().includes("/storage/v1/object/");
  page.on("request", (request) => {
    if (!isTransfer(request)) return;
    counts.sent++;
    counts.most = Math.max(counts.most, ++counts.under);
  });
  const end = (request: { url(): string; method(): string }) => isTransfer(request) && counts.under--;
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  return counts;
}

/** Seconds that the page's own work takes on its main thread, whatever else the machine does. */
async function busySeconds(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.filter(({ name }) => ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration"].includes(name))
      .reduce((sum, { value }) => sum + value, 0);
  };
  const before = await read();
  return async () => await read() - before;
}

const outcome = (page: Page, name: string) => page.getByTestId("document").filter({ hasText: name });
const line = (page: Page, name: string) => page.getByTestId("file").filter({ hasText: name });

Deno.test("200 mixed files: sent together, worked on one by one before one's eyes, each with its own outcome", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page(), files = await mixedInbox(COUNT);
  const counts = transfers(page);
  await page.getByText("Sorted inbox").first().click();
  await choose(page, ...files);
  await page.getByTestId("upload").getByText(/^Uploading, \d+ of 200 files, /).waitFor();
  await jobRow(page, "letter-1.txt and 199 more").getByRole("link").click();
  assert.equal(counts.sent, COUNT);
  assert.ok(counts.most > 1 && counts.most < 6, `${counts.most} files were sent at once`);

  await page.getByTestId("file").first().waitFor();
  await watch(page);
  const busy = await busySeconds(page);
  await page.getByText(/^\d+ of 200 files done/).waitFor();
  assert.equal(await page.getByTestId("file").count(), COUNT);

  // While it goes on, the list is of use.
  await line(page, "secret.pdf").and(page.locator('[data-state="failed"]')).waitFor();
  const search = page.getByRole("searchbox", { name: "Search in names" });
  await search.fill("invoice-1");
  assert.equal(
    await page.getByTestId("file").count(),
    files.filter(({ name }) => name.includes("invoice-1")).length,
  );
  await search.fill("");
  await page.getByRole("region", { name: "Files under way" }).getByText(/^Not read [1-3]$/).click();
  await line(page, "secret.pdf").getByText("Give its password in the options").waitFor();
  await page.getByRole("region", { name: "Files under way" }).getByText("All", { exact: true }).click();

  await page.getByRole("region", { name: "Documents" }).waitFor({ timeout: 120_000 });
  const used = await busy();
  const { backwards, disorder, done, percents, failed } = await watched(page);
  assert.deepEqual([backwards, disorder], [[], []]);
  assert.ok(done.length > 5, `the list stood still: ${done}`);
  assert.ok(percents.length > 10, `the progress stood still: ${percents}`);
  assert.ok(used < 10, `the page was busy for ${used} s`);
  assert.match(failed["secret.pdf"]!, /password-protected/);
  assert.match(failed["broken.pdf"]!, /damaged/);
  assert.match(failed["empty.txt"]!, /empty/);

  await page.getByText("200 documents").waitFor();
  assert.equal(await page.getByTestId("document").count(), COUNT);
  for (
    const [name, type] of [
      ["letter-1.txt", "Letter"],
      ["receipt-2.html", "Receipt"],
      ["mail-3.eml", "Email"],
      ["cv-4.docx", "Resume"],
      ["invoice-5.pdf", "Invoice"],
      ["scan.pdf", "Receipt"],
    ] as const
  ) assert.match(await outcome(page, name).innerText(), new RegExp(`${type}\\s+\\d+ %`), name);
  await outcome(page, "scan.pdf").click();
  await page.getByText("read by text recognition").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Total", exact: true }).inputValue(), "3.5");

  await page.getByText("Not read 3").click();
  assert.deepEqual(
    await page.getByTestId("document").allInnerTexts().then((all) => all.map((each) => each.split("\n")[0])),
    ["secret.pdf", "broken.pdf", "empty.txt"],
  );
  await page.getByText("All 200").click();
  await page.getByRole("combobox", { name: "Types to list" }).click();
  await page.getByRole("option", { name: /^Resume \d+$/ }).click();
  await page.getByText("39 of 200 documents").waitFor();
  await page.getByRole("combobox", { name: "Order of the documents" }).click();
  await page.getByRole("option", { name: "By name" }).click();
  await page.getByRole("searchbox", { name: "Search in names" }).fill("cv-1");
  assert.match(await page.getByTestId("document").nth(1).innerText(), /^cv-19\.docx/);
  assert.deepEqual(await complaints(page), []);
});

Deno.test("what was sent of an inbox is not sent again after the connection was lost", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const counts = transfers(page);
  let isLost = true;
  await page.route(
    "**/storage/v1/object/inputs/**",
    (route) => isLost && counts.sent > 6 ? route.abort("connectionreset") : route.continue(),
  );
  await page.getByText("Sorted inbox").first().click();
  await choose(page, ...await mixedInbox(12));
  await page.getByTestId("upload").getByText(/^No connection; goes on from /).waitFor();
  isLost = false;
  await page.getByRole("button", { name: "Try now" }).click();
  await completed(page, "letter-1.txt and 11 more");
  assert.ok(counts.sent <= 12 + 4, `${counts.sent} transfers for 12 files`);
});

Deno.test("a file that is too large is named, and the others are sent without it", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const folder = await Deno.makeTempDir();
  try {
    const paths = ["one.txt", "large.pdf", "two.txt"].map((name) => join(folder, name));
    for (const path of paths) await Deno.writeTextFile(path, path.endsWith(".pdf") ? "%PDF-1.7" : LETTER);
    await Deno.truncate(paths[1]!, 51 * 1024 * 1024);
    await page.getByText("Sorted inbox").first().click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await chooser).setFiles(paths);
    await page.getByRole("alert").filter({ hasText: /^large\.pdf has 51 MB; the limit is 50 MB/ }).waitFor();
    await page.getByRole("button", { name: "Send the other 2" }).click();
    await completed(page, "one.txt and 1 more");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
