import assert from "node:assert/strict";
import { complaints } from "./axe.ts";
import { card, choose, completed, encryptedCard, jobRow, TestBrowser } from "./support.ts";

Deno.test("with the options open a document waits: its first page's tables are shown as the options give them", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const sent: string[] = [];
  page.on("request", (request) => void (/storage|functions/.test(request.url()) && sent.push(request.url())));
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByText("Choose a file: you see what these options give before it is sent.").waitFor();
  sent.length = 0;
  await choose(page, await card(3));
  const preview = page.getByRole("region", { name: "Preview of card.pdf" });
  await preview.getByText(/^Page 1: [1-9]\d* tables?$/).waitFor();
  const first = preview.getByRole("table", { name: "Table 1 of the page" });
  assert.ok(await first.getByRole("row").count() > 3);
  const rows = await first.getByRole("row").count();
  await preview.getByRole("button", { name: "Look only here: table 2" }).click();
  await preview.getByText("Page 1: 1 table").waitFor();
  assert.match(await page.getByRole("textbox", { name: "Areas" }).inputValue(), /"page":1,"bbox":\[/);
  await preview.getByRole("button", { name: "Look everywhere" }).click();
  await preview.getByText("Page 1: 2 tables").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Areas" }).inputValue(), "");
  assert.equal(await first.getByRole("row").count(), rows);
  await preview.getByRole("button", { name: "Next page" }).click();
  await preview.getByText(/^Page 2: /).waitFor();
  await page.getByRole("textbox", { name: "Pages" }).fill("3");
  await preview.getByText(/^Page 3: /).waitFor();
  await page.getByRole("textbox", { name: "Pages" }).fill("9");
  await preview.getByText(/Cannot take pages 9 of card\.pdf: it has 3 pages/).waitFor();
  await page.getByRole("textbox", { name: "Pages" }).fill("2-");
  await preview.getByText(/^Page 2: /).waitFor();
  assert.deepEqual(sent, [], "something was sent before the start");
  assert.deepEqual(await complaints(page), []);

  await preview.getByRole("button", { name: "Start" }).click();
  const row = await completed(page, "card.pdf");
  await row.getByRole("link").click();
  await page.getByRole("grid", { name: /page 2/ }).waitFor();
});

Deno.test("a document that cannot be read says so before it is sent, and can be taken away", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByRole("button", { name: "Options" }).click();
  await choose(page, await encryptedCard());
  await page.getByText("Cannot read secret.pdf: it is password-protected. Type its password in the options above.")
    .waitFor();
  await page.getByRole("button", { name: "Cancel the upload of secret.pdf" }).click();
  await page.getByText("Choose a file: you see what these options give before it is sent.").waitFor();
  assert.equal(await jobRow(page, "secret.pdf").count(), 0);
});

Deno.test("an encrypted document is shown with the password that is typed, sent with it, and not shown again without", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByRole("button", { name: "Options" }).click();
  await choose(page, await encryptedCard());
  const password = page.getByRole("textbox", { name: "Password", exact: true });
  assert.equal(await password.getAttribute("type"), "password");
  await password.fill("guess");
  await page.getByText("Cannot read secret.pdf: the password is wrong. Type the right one in the options above.")
    .waitFor();
  assert.deepEqual(await complaints(page), []);
  await password.fill("paper");
  const preview = page.getByRole("region", { name: "Preview of secret.pdf" });
  await preview.getByText(/^Page 1: [1-9]\d* tables?$/).waitFor();
  await preview.getByRole("button", { name: "Start" }).click();
  const row = await completed(page, "secret.pdf");
  const href = await row.getByRole("link").getAttribute("href");
  await page.goto(href!);
  await page.getByRole("grid", { name: /page 1/ }).waitFor();

  const again = page.getByLabel("Password of secret.pdf");
  await again.fill("guess");
  await page.getByRole("button", { name: "Show the pages" }).click();
  await page.getByText("This is not its password.").waitFor();
  assert.deepEqual(await complaints(page), []);
  await again.fill("paper");
  await page.getByRole("button", { name: "Show the pages" }).click();
  await page.locator('[data-page="1"][aria-busy="false"] canvas').waitFor();
  await page.getByRole("button", { name: "Table 1 on page" }).waitFor();
});
