/**
 * Takes the picture of the client that the README shows, of real jobs on a stack of its own:
 *
 *     node scripts/bootstrap.mjs scripts/screenshots.ts
 *
 * @module
 */
import { join } from "node:path";
import { card, choose, doJob, encryptedCard, ended, jobRow, TestBrowser } from "../web/tests/support.ts";
import { ROOT } from "./folders.ts";

const PICTURE = join(ROOT, "docs", "client.png");
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

await Deno.mkdir(join(ROOT, "docs"), { recursive: true });
await page.screenshot({ path: PICTURE });
console.log(`${PICTURE}: ${Math.round((await Deno.stat(PICTURE)).size / 1024)} KB`);

await browser[Symbol.asyncDispose]();
// The stack ends with the process.
Deno.exit();
