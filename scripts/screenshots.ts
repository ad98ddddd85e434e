/**
 * Takes the pictures of the client that the documents show, of real jobs on a stack of its own:
 *
 *     node scripts/bootstrap.mjs scripts/screenshots.ts
 *
 * @module
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { isSaved, openReview, row } from "../web/tests/questions_support.ts";
import { card, choose, doJob, encryptedCard, ended, jobRow, TestBrowser } from "../web/tests/support.ts";
import { ROOT } from "./folders.ts";

const DOCS = join(ROOT, "docs");
const SIZE = { width: 1200, height: 760 };

const browser = await TestBrowser.open();
const page = await browser.page("/", { viewport: SIZE, colorScheme: "light" });

await doJob(page, await card(9, "Harbour Park, spring meeting.pdf"));
await doJob(page, await card(2, "Fernhill evening card.pdf"));
await choose(page, await encryptedCard("Stewards' report.pdf"));
await ended(page, "Stewards' report.pdf");
for (const [pages, name] of [[24, "Larkfield Downs, Saturday.pdf"], [4, "Quarry Lane trials.pdf"]] as const) {
  await doJob(page, await card(pages, name));
}
await choose(page, await card(300, "Season 2026, all results.pdf"), await card(150, "Copperwell, ten years.pdf"));
await jobRow(page, "Season 2026").getByText(/Page (?:[4-9]\d|\d{3}) of 300/).waitFor({ timeout: 120_000 });
await page.mouse.move(0, 0);

await Deno.mkdir(DOCS, { recursive: true });
await take(page, "client.png");

const review = await browser.page("/", { viewport: SIZE, colorScheme: "light" });
await openReview(review, 12);
await row(review, 1).click();
await review.getByRole("button", { name: "Approve", exact: true }).click();
await row(review, 2).click();
await review.getByText("1 of 48 approved").waitFor();
await isSaved(review);
await review.mouse.move(0, 0);
await take(review, "review.png");

await browser[Symbol.asyncDispose]();
// The stack ends with the process.
Deno.exit();

async function take(page: Page, name: string): Promise<void> {
  const path = join(DOCS, name);
  await page.screenshot({ path });
  console.log(`${path}: ${Math.round((await Deno.stat(path)).size / 1024)} KB`);
}
