import assert from "node:assert/strict";
import { card, doJob, jobRow, TestBrowser } from "./support.ts";

Deno.test("a second user sees nothing of the first one's jobs", async () => {
  await using browser = await TestBrowser.open();
  const first = await browser.page();
  const second = await browser.page();
  const id = await doJob(first, await card(1, "private.pdf"));

  assert.equal(await jobRow(second, "private.pdf").count(), 0);
  await second.goto(`/jobs/${id}`);
  await second.getByRole("heading", { name: "There is no such job" }).waitFor();

  await second.goto("/find");
  await second.getByLabel("Job id").fill(id);
  await second.getByRole("button", { name: "Show status" }).click();
  await second.getByText("There is no job with this id among yours.").waitFor();
});

Deno.test("a job is found by its id, or by a link that holds it", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const id = await doJob(page, await card(1));
  await page.goto("/find");
  await page.getByLabel("Job id").fill("not an id");
  await page.getByRole("button", { name: "Show status" }).click();
  await page.getByText("That is no job id.").waitFor();
  await page.getByLabel("Job id").fill(`see https://example.org/jobs/${id}?from=mail`);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "card.pdf" }).waitFor();
});
