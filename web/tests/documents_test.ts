import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import {
  CONTRACT,
  encryptedPdf,
  invoice,
  LETTER,
  pdfOf,
} from "../../supabase/functions/_shared/pipelines/documents/sample_documents.ts";
import { complaints } from "./axe.ts";
import { assertLettersUnder } from "./ink.ts";
import { assertFits, boxOf } from "./screen.ts";
import { choose, completed, downloaded, jobRow, TestBrowser, textOf, type Upload, upload } from "./support.ts";

const pdf = (name: string, bytes: Uint8Array): Upload => upload(name, "application/pdf", bytes);
const text = (name: string, content: string): Upload => upload(name, "text/plain", content);

async function inbox(): Promise<Upload[]> {
  return [
    pdf("invoice.pdf", await pdfOf(invoice())),
    text("letter.txt", LETTER),
    pdf("secret.pdf", await encryptedPdf()),
    text("empty.txt", ""),
  ];
}

/** Sends an inbox through the client, and opens its result. */
async function openDone(page: Page, ...files: Upload[]): Promise<void> {
  await page.getByText("Sorted inbox").first().click();
  await choose(page, ...files);
  await (await completed(page, files[0]!.name)).getByRole("link").click();
  await page.getByRole("region", { name: "Fields" }).waitFor();
}

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const row = (page: Page, file: string) => page.getByTestId("document").filter({ hasText: file });
const box = (page: Page, name: string) => page.locator(`[data-box="fields.${name}"]`);

const hasKeyboard = (page: Page, name: string) =>
  page.waitForFunction(
    (name) => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent === name,
    name,
  );

const exported = async (page: Page, name: string): Promise<string> =>
  await textOf(await downloaded(page.getByRole("button", { name })));

Deno.test("an inbox is worked on file by file, as its page shows, and one bad file does not spoil the others", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByText("Sorted inbox").first().click();
  const many = Array.from({ length: 12 }, async (_, i) => pdf(`invoice-${i}.pdf`, await pdfOf(invoice())));
  await choose(page, ...await Promise.all(many), ...(await inbox()).slice(1));
  await jobRow(page, "invoice-0.pdf and 14 more").getByRole("link").click();

  const files = page.getByTestId("file");
  await files.first().waitFor();
  assert.equal(await files.count(), 15);
  await page.getByText(/^[1-9]\d? of 15 files done$/).waitFor();
  await page.locator('[data-testid="file"][data-state="done"]').first().waitFor();
  await page.getByRole("region", { name: "Documents" }).waitFor({ timeout: 120_000 });
  assert.match(await row(page, "letter.txt").innerText(), /Letter/);
  assert.match(await row(page, "secret.pdf").innerText(), /password[^]*Not read/);
  assert.match(await row(page, "empty.txt").innerText(), /empty[^]*Not read/);

  await page.getByText("Not read 2").click();
  assert.equal(await page.getByTestId("document").count(), 2);
  await row(page, "secret.pdf").click();
  await page.getByRole("alert").filter({ hasText: "Give its password in the options" }).waitFor();
});

Deno.test("a field leads to its box, a box to its field; what is corrected and confirmed outlives the page and is exported", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await openDone(page, ...await inbox());
  await page.locator('[aria-busy="false"] canvas').waitFor();

  await field(page, "Total").click();
  await box(page, "total").and(page.locator("[data-selected]")).waitFor();
  await assertLettersUnder(box(page, "total"));
  await box(page, "invoice_number").getByRole("button").click();
  await hasKeyboard(page, "Invoice number");

  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("=LB-7");
  await page.keyboard.press("Enter");
  await field(page, "Total").fill("181.50");
  await field(page, "Total").press("Enter");
  await page.getByText("2 corrections, 0 confirmations, saved.").waitFor();
  await page.getByRole("button", { name: "Confirm Currency" }).click();
  await row(page, "letter.txt").click();
  await page.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Contract" }).click();

  await page.getByText("3 corrections, 1 confirmation, saved.").waitFor();

  await page.reload();
  await page.getByText("3 corrections, 1 confirmation,").waitFor();
  assert.equal(await field(page, "Invoice number").inputValue(), "=LB-7");
  const { documents } = JSON.parse(await exported(page, "Reviewed JSON"));
  assert.deepEqual(
    [documents[0].fields.total.value, documents[0].fields.total.found_value, documents[0].fields.total.value_review],
    [181.5, 180, "corrected"],
  );
  assert.equal(documents[0].fields.currency.value_review, "confirmed");
  assert.deepEqual([documents[1].type, documents[1].found_type], ["contract", "letter"]);
  assert.match(await exported(page, "Reviewed CSV"), /^invoice\.pdf,1,invoice,.*,'=LB-7,/m);

  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("2 corrections, 1 confirmation,").waitFor();
});

Deno.test("by the keyboard alone: through the fields, confirm, and on to the next document that is in doubt", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  // Nobody is greeted by name, so it is not sure for whom it is.
  const letter = text("letter.txt", LETTER.replace("Ms Whitlock,", "Sir or Madam,"));
  await openDone(page, (await inbox())[0]!, letter);
  await page.getByRole("region", { name: "Fields" }).getByRole("textbox").first().focus();
  const fields = await page.getByTestId("field").count();
  for (let i = 0; i < fields; i++) await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await row(page, "invoice.pdf").filter({ hasText: "Confirmed" }).waitFor();
  await row(page, "letter.txt").and(page.locator('[aria-current="true"]')).waitFor();
  await hasKeyboard(page, "Recipient");

  await row(page, "letter.txt").focus();
  await page.keyboard.press("ArrowUp");
  await row(page, "invoice.pdf").and(page.locator('[aria-current="true"]')).waitFor();
  assert.equal(await page.locator('[data-testid="field"] [aria-pressed="false"]').count(), 0);
});

Deno.test("types and fields of one's own are asked for in the options; a stack is split", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByText("Sorted inbox").first().click();
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByRole("switch", { name: "Split stacks" }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("textbox", { name: "Name of Types 1" }).fill("statement of lamps");
  await page.getByRole("textbox", { name: "Description of Types 1" }).fill("An invoice for oven lamps");
  await page.getByRole("textbox", { name: "Fields" }).fill("{");
  await page.getByText("This is not valid JSON yet").waitFor();
  assert.deepEqual(await complaints(page), []);
  await page.getByRole("textbox", { name: "Fields" }).fill('{"properties":{"invoice_number":{"type":"string"}}}');

  await choose(page, pdf("stack.pdf", await pdfOf(CONTRACT, invoice())));
  await (await completed(page, "stack.pdf")).getByRole("link").click();
  await row(page, "from page 2").click();
  assert.equal(await field(page, "Invoice number").inputValue(), "LB-2031-0042");
  assert.equal(await page.getByTestId("field").count(), 1);
  await page.getByText("Page 2 of 2").waitFor({ state: "attached" });
  await page.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Statement of lamps" }).waitFor();
});

Deno.test("a document without pages is shown as its text, with what was found in it", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await openDone(page, text("letter.txt", `${LETTER}\n<script>alert(1)</script>\n`));
  const shown = page.getByRole("region", { name: "Text" });
  await shown.getByText("<script>alert(1)</script>").waitFor();
  await field(page, "Date").click();
  const mark = shown.getByRole("button", { name: "Date: 12 March 2031" });
  await mark.and(page.locator('[aria-pressed="true"]')).waitFor();
  await shown.getByRole("button", { name: /^Sender: / }).click();
  await hasKeyboard(page, "Sender");
});

Deno.test("with its password an encrypted PDF is read; to see its pages it is given again", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByText("Sorted inbox").first().click();
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("Password", { exact: true }).fill("open-sesame");
  await choose(page, pdf("secret.pdf", await encryptedPdf(invoice())));
  await (await completed(page, "secret.pdf")).getByRole("link").click();
  assert.equal(await field(page, "Invoice number").inputValue(), "LB-2031-0042");
  const password = page.getByLabel("Password of secret.pdf");
  await password.fill("guess");
  await password.press("Enter");
  await page.getByText("This is not its password.").waitFor();
  await password.fill("open-sesame");
  await password.press("Enter");
  await page.locator('[aria-busy="false"] canvas').waitFor();
  await field(page, "Total").click();
  await assertLettersUnder(box(page, "total"));
  assert.doesNotMatch(await page.content(), /open-sesame/);
});

Deno.test("a picture is shown with boxes on what was recognised in it", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await openDone(page, await picture(page));
  await field(page, "Total").click();
  await box(page, "total").and(page.locator("[data-selected]")).waitFor();
  await page.locator('[aria-busy="false"] canvas').waitFor();
  await assertLettersUnder(box(page, "total"));
  const mark = await boxOf(box(page, "total")), frame = await boxOf(page.locator("canvas"));
  const middle = (mark.middle.y - frame.y) / frame.height;
  assert.ok(middle > 0.68 && middle < 0.72, `the total is at 0.7 of the height, its box at ${middle}`);
});

/** A receipt, drawn by the browser. */
async function picture(page: Page): Promise<Upload> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 900;
    canvas.height = 1000;
    const draw = canvas.getContext("2d")!;
    draw.fillStyle = "#fff";
    draw.fillRect(0, 0, 900, 1000);
    draw.fillStyle = "#000";
    draw.font = "36px sans-serif";
    const lines = [
      "PAPER MOON STORE",
      "Receipt",
      "Date: 03/05/2031",
      "Tea        4.00",
      "Bread      3.50",
      "",
      "TOTAL      7.50",
    ];
    lines.forEach((line, i) => draw.fillText(line, 120, 112 + i * 100));
    return canvas.toDataURL("image/png");
  });
  return upload("receipt.png", "image/png", Buffer.from(url.split(",")[1]!, "base64"));
}

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe has nothing against an inbox in ${colorScheme} colours, on a phone or on a desk`, async () => {
    await using browser = await TestBrowser.open();
    for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
      const page = await browser.page("/", { colorScheme, viewport });
      await openDone(page, ...await inbox());
      await field(page, "Total").click();
      await box(page, "total").waitFor();
      await assertFits(page);
      assert.deepEqual(await complaints(page), []);
      await row(page, "letter.txt").click();
      await page.getByRole("region", { name: "Text" }).waitFor();
      assert.deepEqual(await complaints(page), []);
      await row(page, "secret.pdf").click();
      await page.getByRole("alert").waitFor();
      assert.deepEqual(await complaints(page), []);
    }
  });
}
