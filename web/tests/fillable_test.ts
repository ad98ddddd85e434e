import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { loadPdfjs } from "../../supabase/functions/_shared/documents/pdf/pdfjs.ts";
import { PdfAssets } from "../../supabase/functions/_shared/documents/pdf/assets.ts";
import { FormSheet } from "../../supabase/functions/_shared/pipelines/fillable-pdf/sample_forms.ts";
import { complaints } from "./axe.ts";
import { assertFits, boxOf, DESK, drag, PHONE } from "./screen.ts";
import { bytesOf, doJob, downloaded, TestBrowser, upload } from "./support.ts";

async function application(): Promise<FormSheet> {
  return (await FormSheet.create()).text("Application", 60, 760, 18)
    .text("Name:", 60, 700).line(100, 698, 300, 698).text("Street:", 60, 670).line(100, 668, 300, 668)
    .text("Member?", 60, 640).box(120, 639, 9, 9).text("Yes", 134, 640).box(170, 639, 9, 9).text("No", 184, 640);
}

/** Opens the review of a form. */
async function review(page: Page, sheet: FormSheet): Promise<void> {
  await page.getByRole("radio", { name: "Fillable PDF" }).check({ force: true });
  const id = await doJob(page, upload("form.pdf", "application/pdf", await sheet.save()));
  await page.goto(`/jobs/${id}`);
  await page.locator('[aria-busy="false"] canvas').waitFor();
}

const box = (page: Page, name: string) =>
  page.locator("[data-box]").getByRole("button", { name: new RegExp(`^[A-Z][a-z ]+ ${name}\\b`) });

/** Pixels of the screen for a point of the page. */
async function scaleOf(page: Page): Promise<number> {
  return (await boxOf(page.locator("[data-page] canvas"))).width / 595;
}

interface Field {
  readonly type: string;
  readonly value: string;
  readonly rect: readonly [number, number, number, number];
}

/** The fields of a downloaded form by name, as pdf.js reads them. */
async function fieldsIn(data: Uint8Array): Promise<Record<string, Field[]>> {
  const { getDocument } = await loadPdfjs();
  const task = getDocument(
    { data, BinaryDataFactory: PdfAssets, useWorkerFetch: false, disableFontFace: true, verbosity: 0 } as Parameters<
      typeof getDocument
    >[0],
  );
  const found = await (await task.promise).getFieldObjects() as Iterable<[string, (Field & { kidIds?: unknown })[]]>;
  await task.destroy();
  return Object.fromEntries([...found ?? []].map(([name, fields]) => [name, fields.filter((field) => !field.kidIds)]));
}

async function writtenFields(page: Page): Promise<Record<string, Field[]>> {
  return await fieldsIn(await bytesOf(await downloaded(page.getByRole("button", { name: "Download PDF" }))));
}

/** Writes the fields and waits until the new form stands in the place of the old one. */
async function writeAgain(page: Page, press = () => page.getByRole("button", { name: "Write again" }).click()) {
  const before = page.url();
  await press();
  await page.waitForURL((url) => url.href !== before);
  await page.getByText(/\d fields?, as in the form/).waitFor();
}

Deno.test("fields are moved, resized, drawn, renamed, grouped and deleted with the mouse, and written so", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await review(page, await application());
  const scale = await scaleOf(page);

  await drag(page, (await boxOf(box(page, "name"))).middle, { x: 20 * scale, y: -30 * scale });
  const corner = await boxOf(page.locator('[data-selected] [data-handle="se"]'));
  await drag(page, corner.middle, { x: 40 * scale, y: 0 });
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("full_name");

  await page.getByRole("button", { name: "Check box", exact: true }).click();
  const street = await boxOf(box(page, "street"));
  await drag(page, { x: street.x + street.width + 20 * scale, y: street.middle.y }, { x: 12 * scale, y: 12 * scale });
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("by_post");

  await box(page, "member_yes").click();
  await box(page, "member_no").click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Group: one of them is chosen" }).click();
  await box(page, "street").click();
  await page.getByRole("button", { name: "Delete", exact: true }).and(page.locator("aside *")).click();

  await writeAgain(page);
  const fields = await writtenFields(page);
  assert.deepEqual(Object.keys(fields).sort(), ["by_post", "full_name", "member"]);
  const [x0, y0, x1] = fields["full_name"]![0]!.rect;
  assert.ok(Math.abs(x0 - 120) < 2 && Math.abs(y0 - 728) < 2 && Math.abs(x1 - 360) < 3, `at ${x0}, ${y0} to ${x1}`);
  assert.equal(fields["by_post"]![0]!.type, "checkbox");
  assert.deepEqual(fields["member"]!.map(({ type }) => type), ["radiobutton", "radiobutton"]);
});

Deno.test("everything about a review can be done with the keyboard alone", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await review(page, await application());
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  await box(page, "name").focus();
  await press("Space", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Control+ArrowUp");
  await press("Enter", "Control+a");
  await page.keyboard.type("full_name");

  await box(page, "street").focus();
  await press("Delete");
  await box(page, "member_yes").and(page.locator(":focus")).waitFor();
  await press("Control+z");
  await box(page, "street").waitFor();
  await press("Control+Shift+z");
  assert.equal(await box(page, "street").count(), 0);

  await page.getByRole("button", { name: "Signature", exact: true }).focus();
  await press("Enter", "Tab", "Tab");
  await page.getByRole("button", { name: "put it in the middle" }).and(page.locator(":focus")).waitFor();
  await press("Enter");
  const added = box(page, "page_1_signature").and(page.locator(":focus"));
  await added.waitFor();

  await box(page, "member_yes").focus();
  await press("Space", "Tab", "Shift+Space", "Control+g", "Escape");

  await page.getByRole("button", { name: "Write again" }).focus();
  await writeAgain(page, () => page.keyboard.press("Enter"));
  const fields = await writtenFields(page);
  assert.deepEqual(Object.keys(fields).sort(), ["full_name", "member", "page_1_signature"]);
  const [x0, , x1, y1] = fields["full_name"]![0]!.rect;
  assert.ok(Math.abs(x0 - 102) < 1 && Math.abs(x1 - 303) < 1 && Math.abs(y1 - 725) < 2, `at ${x0} to ${x1}, ${y1}`);
});

Deno.test("a review outlives the page, and names that cannot be written are told before they are", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await review(page, await application());
  await box(page, "name").click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("street");
  await page.getByText("street cannot be written: Another field is called street too.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Write again" }).isDisabled());
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("who");
  await page.waitForFunction(() => JSON.stringify(localStorage).includes("who"));
  await page.reload();
  await box(page, "who").waitFor();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await box(page, "name").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await box(page, "who").waitFor();
});

Deno.test("pasted data fill in a copy for each row, with columns going where they are told to", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await review(page, await application());
  await page.getByRole("tab", { name: "Fill in from data" }).click();
  await page.getByRole("textbox", { name: "Data" }).fill("Name,address,Member yes\nAda,12 Oak St,x\nGrace,1 Elm St,\n");
  await page.getByText("2 rows, 3 columns. 2 fields filled in, 2 left empty. Not used: address.").waitFor();
  await page.getByRole("combobox", { name: "Column for street" }).click();
  await page.getByRole("option", { name: "address" }).click();
  await page.getByRole("button", { name: "Fill in 2 copies" }).click();
  await page.getByRole("list", { name: "Filled-in copies" }).waitFor();
  const copy = await downloaded(page.getByRole("button", { name: "form-0002.pdf" }));
  const fields = await fieldsIn(await bytesOf(copy));
  assert.deepEqual(Object.entries(fields).map(([name, [field]]) => [name, field?.value]), [
    ["name", "Grace"],
    ["street", "1 Elm St"],
    ["member_yes", "Off"],
    ["member_no", "Off"],
  ]);
  const zip = await downloaded(page.getByRole("button", { name: "Download all as ZIP" }));
  assert.equal(zip.suggestedFilename(), "form.zip");
  assert.match(new TextDecoder("latin1").decode(await bytesOf(zip)), /^PK.*form-0001\.pdf/s);
});

Deno.test("writing the fields of an encrypted PDF again needs its password again", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  const sheet = await application();
  sheet.document.encrypt({ userPassword: "paper", ownerPassword: "moon" });
  await page.getByRole("radio", { name: "Fillable PDF" }).check({ force: true });
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("Password", { exact: true }).fill("paper");
  await review(page, sheet);
  await box(page, "name").click();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Write again" }).click();
  await page.getByRole("region", { name: "Write again" }).getByText("Give its password").waitFor();
  await page.getByLabel("Password of the uploaded PDF").fill("paper");
  await writeAgain(page);
  assert.deepEqual(Object.keys(await writtenFields(page)), ["street", "member_yes", "member_no"]);
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe has nothing against reviewing and filling in a form in ${colorScheme} colours`, async () => {
    await using browser = await TestBrowser.open();
    const page = await browser.page("/", { ...DESK, colorScheme });
    await review(page, await application());
    const found = await complaints(page);
    await box(page, "name").click();
    found.push(...await complaints(page));
    await box(page, "street").click({ modifiers: ["Shift"] });
    await page.getByRole("button", { name: "Text", exact: true }).click();
    found.push(...await complaints(page));
    await page.getByRole("tab", { name: "Fill in from data" }).click();
    await page.getByRole("textbox", { name: "Data" }).fill("name\nAda\n");
    await page.getByText("1 field filled in").waitFor();
    found.push(...await complaints(page));
    assert.deepEqual(found, []);
  });
}

Deno.test("on a phone a tap chooses a field, its details stand below the page, and all of it fits the width", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", PHONE);
  await review(page, await application());
  await box(page, "name").tap();
  const details = await boxOf(page.getByRole("textbox", { name: "Name", exact: true }));
  const pages = await boxOf(page.getByRole("region", { name: "Pages of form.pdf" }));
  assert.ok(details.y > pages.y + pages.height, "the details are not below");
  await assertFits(page);
  await page.getByRole("tab", { name: "Fill in from data" }).tap();
  await page.getByRole("textbox", { name: "Data" }).fill("name\nAda\n");
  await page.getByRole("button", { name: "Fill in 1 copy" }).waitFor();
  await assertFits(page);
});
