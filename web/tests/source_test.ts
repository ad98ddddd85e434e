import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { raceChart } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/racing/chart_sample.ts";
import { complaints } from "./axe.ts";
import { assertLettersUnder } from "./ink.ts";
import { assertFits, boxOf, PHONE } from "./screen.ts";
import { card, doJob, downloaded, TestBrowser, textOf, upload } from "./support.ts";

const cellSource = (page: Page) => page.getByTestId("cell-source");
const cell = (page: Page, row: number, column: number) => page.locator(`[data-cell="${row},${column}"]`);
const pageTable = (page: Page, number: number) => page.getByRole("button", { name: `Table ${number} on page` });

/** Opens a finished job and waits until its page is drawn. */
async function openDone(page: Page, pages = 1): Promise<void> {
  const id = await doJob(page, await card(pages));
  await page.goto(`/jobs/${id}`);
  await isDrawn(page);
}

const isDrawn = (page: Page) => page.locator('[data-page="1"][aria-busy="false"] canvas').waitFor();

Deno.test("a click on a cell marks its letters on the page, and a click on them goes back to the cell", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await openDone(page);
  await page.getByText(/confidence, \d+ %/).waitFor();

  await cell(page, 1, 1).click();
  const mark = await boxOf(cellSource(page));
  const table = await boxOf(pageTable(page, 1));
  assert.ok(mark.x >= table.x && mark.x + mark.width <= table.x + table.width, "beside its table");
  assert.ok(mark.y >= table.y && mark.y + mark.height <= table.y + table.height, "above or below its table");
  await assertLettersUnder(cellSource(page));

  await page.keyboard.press("ArrowDown");
  const below = await boxOf(cellSource(page));
  assert.ok(below.y > mark.y, "the next row's mark is not below");

  await page.mouse.click(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await cell(page, 1, 1).and(page.locator('[aria-selected="true"]')).waitFor();
});

Deno.test("a click on a table of the page chooses it, and a table of another page turns to that page", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await openDone(page, 2);
  await page.getByRole("grid", { name: "Table 1 of 4" }).waitFor();
  await pageTable(page, 2).click();
  await page.getByRole("grid", { name: "Table 2 of 4" }).waitFor();
  await page.getByRole("button", { name: "Next table" }).click();
  await page.getByText("Page 2 of 2").waitFor();
  await pageTable(page, 3).and(page.locator('[aria-pressed="true"]')).waitFor();
  await page.getByRole("button", { name: "Previous page" }).click();
  await pageTable(page, 1).waitFor();
});

Deno.test("a corrected cell outlives the page, is exported without becoming a formula, and can be undone", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await openDone(page);
  const before = await cell(page, 1, 1).innerText();
  await cell(page, 1, 1).dblclick();
  await page.keyboard.type("=Paper Moon");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F2");
  await page.keyboard.type("Somebody, Else");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("dropped");
  await page.keyboard.press("Escape");
  await page.getByText("2 corrections, kept in this browser").waitFor();

  await page.reload();
  assert.equal(await cell(page, 1, 1).innerText(), "=Paper Moon");
  const csv = await downloaded(page.getByRole("button", { name: "Download corrected CSV" }));
  assert.equal(csv.suggestedFilename(), "card-corrected.csv");
  assert.match((await textOf(csv)).split("\r\n")[1]!, /,"'=Paper Moon","Somebody, Else",/);

  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("1 correction, kept in this browser").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("To correct a cell").waitFor();
  assert.equal(await cell(page, 1, 1).innerText(), before);
});

Deno.test("in a table of races a row leads to its race, as no cell's place is known", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByRole("combobox", { name: "Preset" }).click();
  await page.getByRole("option", { name: /race.chart/i }).click();
  await page.getByRole("button", { name: "Options" }).click();
  const id = await doJob(page, upload("chart.pdf", "application/pdf", await raceChart()));
  await page.goto(`/jobs/${id}`);
  await isDrawn(page);
  await cell(page, 1, 3).click();
  await cellSource(page).waitFor();
});

Deno.test("a race chart that was read as any document can be read as one from its job's page", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const buffer = Buffer.from(await raceChart());
  const id = await doJob(page, { name: "chart.pdf", mimeType: "application/pdf", buffer });
  await page.goto(`/jobs/${id}`);
  await page.getByText("This looks like a race chart").waitFor();
  assert.deepEqual(await complaints(page), []);
  await page.getByRole("button", { name: "Read it as a race chart" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  await page.getByText(/\d+ races with \d+ starters\./).waitFor();
  await page.getByRole("grid").waitFor();
  assert.equal(await page.getByText("This looks like a race chart").count(), 0);
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe has nothing against a marked and corrected table in ${colorScheme} colours`, async () => {
    await using browser = await TestBrowser.open();
    const page = await browser.page("/", { colorScheme });
    await openDone(page, 2);
    await cell(page, 2, 1).dblclick();
    await page.keyboard.type("Paper Moon");
    const found = await complaints(page);
    await page.keyboard.press("Enter");
    await page.getByText("1 correction").waitFor();
    await page.getByRole("button", { name: "Zoom in" }).click();
    found.push(...await complaints(page));
    assert.deepEqual(found, []);
  });
}

Deno.test("on a phone the page stands below its table and both fit its width", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", PHONE);
  await openDone(page);
  await cell(page, 1, 1).tap();
  const grid = await boxOf(page.getByRole("grid"));
  const sheet = await boxOf(page.getByRole("region", { name: "Pages" }));
  assert.ok(sheet.y > grid.y + grid.height, "the page is not below");
  await assertFits(page);
  await cellSource(page).waitFor();
  await cell(page, 1, 1).tap();
  await page.getByRole("textbox", { name: "Row 2, column 2" }).waitFor();
});
