import assert from "node:assert/strict";
import { complaints } from "./axe.ts";
import { card, choose, doJob, encryptedCard, jobRow, TestBrowser } from "./support.ts";

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe has nothing against any page in ${colorScheme} colours`, async () => {
    await using browser = await TestBrowser.open();
    const page = await browser.page("/", { colorScheme });
    const found = await complaints(page);

    const done = await doJob(page, await card(2));
    await choose(page, await encryptedCard());
    const failed = jobRow(page, "secret.pdf").and(page.locator('[data-status="failed"]'));
    const failedPath = (await failed.getByRole("link").getAttribute("href"))!;
    await page.getByRole("button", { name: "Options" }).click();
    await page.getByRole("textbox", { name: "Pages" }).waitFor();
    found.push(...await complaints(page));

    await page.getByRole("button", { name: "Actions for secret.pdf" }).click();
    found.push(...await complaints(page));
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    found.push(...await complaints(page));
    await page.getByRole("button", { name: "Undo" }).click();

    for (
      const [path, sign] of [
        [`/jobs/${done}`, page.getByRole("grid")],
        [failedPath, page.getByRole("alert")],
        ["/find", page.getByRole("heading", { name: "Find a job" })],
        ["/nowhere", page.getByRole("heading", { name: "There is no page here" })],
      ] as const
    ) {
      await page.goto(path);
      await sign.waitFor();
      found.push(...await complaints(page));
    }
    await page.goto("/");
    await choose(page, await card(150, "long.pdf"));
    await jobRow(page, "long.pdf").getByRole("link").click();
    await page.getByText("Processing", { exact: true }).waitFor();
    found.push(...await complaints(page));
    assert.deepEqual(found, []);
  });
}

Deno.test("everything can be reached and used by the keyboard", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await doJob(page, await card(1));
  await page.reload();
  await jobRow(page, "card.pdf").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "main");

  const reached = new Set<string>();
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press("Tab");
    reached.add(
      await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
      }),
    );
  }
  for (const name of ["Choose files", "Options", "Search in titles", "card.pdf", "Actions for card.pdf"]) {
    assert.ok(reached.has(name), `${name} is not reached: ${[...reached].join(", ")}`);
  }
});
