import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { card, choose, completed, doJob, downloaded, isLive, jobRow, TestBrowser, textOf } from "./support.ts";

/** Collects every value that progress bars show from now on. */
async function recordProgress(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seenProgress: seen });
    const look = () => {
      for (const bar of document.querySelectorAll("[role=progressbar]")) {
        const value = Number(bar.getAttribute("aria-valuenow"));
        if (seen.at(-1) !== value) seen.push(value);
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { seenProgress: number[] }).seenProgress);
}

Deno.test("a PDF that is chosen becomes a CSV, and its progress is seen on the way", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const progress = await recordProgress(page);
  await doJob(page, await card(60));
  const steps = new Set((await progress()).filter((value) => value > 0 && value < 100));
  assert.ok(steps.size >= 3, `progress showed only ${[...steps].join(", ")}`);

  await jobRow(page, "card.pdf").getByRole("link").click();
  const table = page.getByRole("grid");
  await table.getByRole("row").nth(5).waitFor();
  const heading = await table.getByRole("columnheader").allTextContents();

  const csv = await downloaded(page.getByRole("button", { name: "Download CSV" }));
  assert.equal(csv.suggestedFilename(), "card.csv");
  const json = await downloaded(page.getByRole("button", { name: "Download result.json" }));
  assert.equal(json.suggestedFilename(), "card-result.json");
  assert.equal((await textOf(csv)).split("\r\n")[0], heading.slice(1).join(","));
});

Deno.test("a PDF that is dropped anywhere on a page becomes a job", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/find");
  const { name, buffer } = await card(1, "dropped.pdf");
  const data = await page.evaluateHandle(([name, base64]) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: "application/pdf" }));
    return transfer;
  }, [name, buffer.toString("base64")] as const);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: data });
  const zone = page.getByText("Let go to start");
  await zone.dispatchEvent("drop", { dataTransfer: data });
  await completed(page, "dropped.pdf");
  assert.equal(new URL(page.url()).pathname, "/");
});

Deno.test("a page that is open elsewhere shows new, moving and deleted jobs as it happens", async () => {
  await using browser = await TestBrowser.open();
  const here = await browser.page();
  const elsewhere = await here.context().newPage();
  await elsewhere.goto("/");
  await isLive(elsewhere);

  await choose(here, await card(20, "shared.pdf"));
  await jobRow(elsewhere, "shared.pdf").and(elsewhere.locator('[data-status="processing"]')).waitFor();
  await completed(elsewhere, "shared.pdf");

  await here.getByRole("button", { name: "Actions for shared.pdf" }).click();
  await here.getByRole("menuitem", { name: "Delete" }).click();
  await here.getByRole("button", { name: "Dismiss" }).click();
  await jobRow(elsewhere, "shared.pdf").waitFor({ state: "detached" });
});

Deno.test("a deletion can be undone", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const id = await doJob(page, await card(1));
  await page.getByRole("button", { name: "Actions for card.pdf" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await jobRow(page, "card.pdf").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await jobRow(page, "card.pdf").waitFor();
  await page.goto(`/jobs/${id}`);
  await page.getByRole("heading", { name: "card.pdf" }).waitFor();
});

Deno.test("whoever looks at another page is told when a job is done", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await choose(page, await card(20));
  await jobRow(page, "card.pdf").waitFor();
  await page.getByRole("link", { name: "Find a job" }).click();
  await page.getByText("card.pdf is done").waitFor();
  await page.getByRole("button", { name: "See the result" }).click();
  await page.getByRole("heading", { name: "card.pdf" }).waitFor();
  assert.match(await page.title(), /✓ card\.pdf/);
});

Deno.test("a running job can be cancelled and tried again", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await choose(page, await card(200, "long.pdf"));
  await jobRow(page, "long.pdf").getByRole("link").click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Cancelled", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Processing", { exact: true }).waitFor();
});
