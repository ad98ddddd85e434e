import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { createClient } from "@supabase/supabase-js";
import type { Page } from "playwright-core";
import { worksheet } from "../../scripts/samples/worksheet.ts";
import { complaints } from "./axe.ts";
import { box, field, isReady, isSaved, numbers, openReview, row } from "./questions_support.ts";
import { assertFits, boxOf, DESK, drag, PHONE } from "./screen.ts";
import { doJob, downloaded, stack, TestBrowser, textOf, upload } from "./support.ts";

Deno.test("a review by mouse: boxes are moved, resized and drawn, and it is all there after a reload", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await openReview(page);
  const before = await boxOf(box(page, 1));
  await box(page, 1).click();
  await drag(page, (await boxOf(box(page, 1))).middle, { x: 0, y: -40 });
  const moved = await boxOf(box(page, 1));
  assert.ok(Math.abs(moved.y - before.y + 40) < 2, `moved by ${moved.y - before.y} instead of -40`);

  const corner = await boxOf(page.locator('[data-handle="se"]'));
  await drag(page, corner.middle, { x: -60, y: 20 });
  const resized = await boxOf(box(page, 1));
  assert.ok(Math.abs(resized.width - moved.width + 60) < 2 && Math.abs(resized.height - moved.height - 20) < 2);

  await page.getByRole("button", { name: "Draw a question" }).click();
  await drag(page, { x: resized.x, y: resized.y - 60 }, { x: 300, y: 40 });
  await page.keyboard.type("0");
  await field(page, "Text").fill("Write your name.");
  await isSaved(page);

  await page.reload();
  await isReady(page);
  const kept = await boxOf(box(page, 1));
  assert.ok(Math.abs(kept.width - resized.width) < 2 && Math.abs(kept.y - resized.y) < 2, "the box was not kept");
  assert.deepEqual((await numbers(page)).slice(0, 3), ["0", "1", "2"]);
  assert.match(await row(page, 0).innerText(), /Write your name/);
});

Deno.test("a picture of the question is made anew when its box has been moved", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await openReview(page);
  await row(page, 1).click();
  const picture = page.getByRole("img", { name: "Question 1 as it is printed" });
  const source = await picture.getAttribute("src");
  await box(page, 1).focus();
  for (let press = 0; press < 5; press++) await page.keyboard.press("Shift+ArrowDown");
  await page.waitForFunction((old) => {
    const image = document.querySelector<HTMLImageElement>('img[alt="Question 1 as it is printed"]');
    return image && image.src !== old && image.complete && image.naturalWidth > 100;
  }, source);
});

Deno.test("a review by keyboard alone, from the first question to the last", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await openReview(page);
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());

  // Approve the first, which leads to the second; correct its text; back to the list.
  await press("j", "a");
  await row(page, 2).and(page.locator('[aria-expanded="true"]')).waitFor();
  await press("e");
  await page.keyboard.press("End");
  await page.keyboard.type(" Show your working.");
  await press("Escape");
  await page.waitForFunction(() => document.activeElement?.closest("[data-question]"));
  await page.getByText("1 of 8 approved").waitFor();

  // Its box: move and resize by arrows.
  const before = await boxOf(box(page, 2));
  await press("b");
  await page.waitForFunction(() => document.activeElement?.closest("[data-box]"));
  await press("ArrowUp", "Control+ArrowUp", "Shift+ArrowRight", "Shift+Control+ArrowDown");
  const after = await boxOf(box(page, 2));
  assert.ok(after.y < before.y && after.width > before.width && after.height > before.height);

  // Split at the first sub-part, number the new one, merge them again.
  await press("s");
  await page.getByRole("dialog").getByText("The new question begins with").waitFor();
  await press("Enter");
  await page.waitForFunction(() => document.activeElement?.matches("input"));
  await page.keyboard.type("2x");
  await press("Escape");
  assert.deepEqual((await numbers(page)).slice(0, 4), ["1", "2", "2x", "3"]);
  await press("k", "m");
  await page.waitForFunction(() => document.querySelectorAll("[data-question]").length === 8);
  assert.deepEqual((await numbers(page)).slice(0, 3), ["1", "2", "3"]);

  // Order, numbers, deletion, and all of it undone and redone.
  await press("Alt+ArrowDown");
  assert.deepEqual((await numbers(page)).slice(0, 4), ["1", "3", "2", "4"]);
  await press("r");
  await page.getByLabel("The first is number").waitFor();
  await press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual((await numbers(page)).slice(0, 4), ["1", "2", "3", "4"]);
  await press("Control+z", "Control+z");
  assert.deepEqual((await numbers(page)).slice(0, 4), ["1", "2", "3", "4"]);
  await press("Delete");
  assert.equal((await numbers(page)).length, 7);
  await press("Control+z");
  assert.equal((await numbers(page)).length, 8);
  await press("Control+Shift+z");
  assert.equal((await numbers(page)).length, 7);

  // A question where there was none, then the rest in one go.
  await press("n");
  await page.waitForFunction(() => document.activeElement?.closest("[data-box]"));
  await press("Shift+a");
  await page.getByRole("dialog").getByRole("button", { name: /^Approve \d/ }).waitFor();
  await press("Enter");
  await page.getByText("8 of 8 approved").waitFor();
  await isSaved(page);
  await page.reload();
  await page.getByText("8 of 8 approved").waitFor();

  await press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
});

Deno.test("tags, options, sub-parts and marks are edited and saved", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await openReview(page);
  await row(page, 3).click();
  await field(page, "Option B").fill("43½");
  await page.getByRole("button", { name: "Add an option" }).click();
  await field(page, "Option D").fill("none of them");
  await page.getByRole("textbox", { name: "Marks", exact: true }).fill("3");
  await page.getByRole("combobox", { name: "Topic" }).or(field(page, "Topic")).fill("divisibility rules");
  await row(page, 2).click();
  await field(page, "Part a").fill("How far in two hours?");
  await page.getByRole("button", { name: "Actions for part b" }).click();
  await page.getByRole("menuitem", { name: "New question from here" }).click();
  await isSaved(page);
  await page.reload();
  await isReady(page);
  await row(page, 3).click();
  assert.equal(await field(page, "Option B").inputValue(), "43½");
  assert.equal(await field(page, "Option D").inputValue(), "none of them");
  assert.match(await row(page, 3).innerText(), /\[3\]/);
  await row(page, 2).click();
  assert.equal(await field(page, "Part a").inputValue(), "How far in two hours?");
  assert.equal(await field(page, "Part b").count(), 0);
  assert.equal((await numbers(page)).filter((number) => number === "–").length, 1);
});

/** A second browser of the same teacher, on the same review. */
async function secondReviewer(browser: TestBrowser, first: Page): Promise<Page> {
  const context = await browser.visitor({
    storageState: await first.context().storageState(),
    ...DESK,
  });
  const page = await context.newPage();
  await page.goto(first.url());
  await isReady(page);
  return page;
}

Deno.test("what one reviewer does is seen by another as it happens", async () => {
  await using browser = await TestBrowser.open();
  const first = await browser.page("/", DESK);
  await openReview(first);
  const second = await secondReviewer(browser, first);
  await row(first, 1).click();
  await field(first, "Text").fill("Work it out in your head.");
  await row(second, 1).filter({ hasText: "in your head" }).waitFor();
  await first.getByRole("button", { name: "Approve", exact: true }).click();
  await second.getByText("1 of 8 approved").waitFor();
  await first.keyboard.press("j");
  await first.getByRole("button", { name: "Delete" }).click();
  await row(second, 2).waitFor({ state: "hidden" });
  await first.getByRole("button", { name: "Undo" }).click();
  await row(second, 2).waitFor();

  // After the deletion the next one stands open. An undo that would take back what somebody else has written asks first.
  await field(first, "Text").fill("The first one's text.");
  await row(second, 3).filter({ hasText: "The first one's text." }).click();
  await field(second, "Text").fill("The second one's text.");
  await row(first, 3).filter({ hasText: "The second one's text." }).waitFor();
  await first.getByRole("button", { name: "Undo" }).click();
  await first.getByRole("dialog").getByRole("button", { name: "Keep theirs" }).click();
  await row(first, 3).filter({ hasText: "The second one's text." }).waitFor();
});

Deno.test("two reviewers who change the same text are asked whose stays; who changes something else is not", async () => {
  await using browser = await TestBrowser.open();
  const first = await browser.page("/", DESK);
  await openReview(first);
  const second = await secondReviewer(browser, first);
  await row(first, 1).click();
  await row(second, 1).click();

  // While the second one does not hear of it, the first one changes the text, and marks that the second one leaves alone.
  await second.context().setOffline(true);
  await field(first, "Text").fill("The first one's text.");
  await isSaved(first);
  await field(second, "Text").fill("The second one's text.");
  await second.getByText("Offline").waitFor();
  await second.context().setOffline(false);
  const dialog = second.getByRole("dialog", { name: "Somebody else has changed this meanwhile" });
  await dialog.getByText("The first one's text.").waitFor();
  assert.deepEqual(await complaints(second), []);
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await row(first, 1).filter({ hasText: "The second one's text." }).waitFor();

  await second.context().setOffline(true);
  await field(first, "Text").fill("The first one's again.");
  await isSaved(first);
  await field(second, "Text").fill("The second one's again.");
  await second.getByText("Offline").waitFor();
  await second.context().setOffline(false);
  await dialog.getByRole("button", { name: "Keep theirs" }).click();
  await row(second, 1).filter({ hasText: "The first one's again." }).waitFor();

  await second.context().setOffline(true);
  await field(first, "Text").fill("Another text.");
  await isSaved(first);
  await field(second, "Section").fill("Warm-up");
  await second.getByText("Offline").waitFor();
  await second.context().setOffline(false);
  await second.getByText("both your changes are kept").waitFor();
  await isSaved(second);
  await row(second, 1).filter({ hasText: "Another text." }).waitFor();
  await first.getByText("Warm-up", { exact: true }).waitFor();
});

Deno.test("who changes a question that somebody else has deleted can bring it back or leave it", async () => {
  await using browser = await TestBrowser.open();
  const first = await browser.page("/", DESK);
  await openReview(first);
  const second = await secondReviewer(browser, first);
  await row(second, 4).click();
  await second.context().setOffline(true);
  await row(first, 4).click();
  await first.getByRole("button", { name: "Delete" }).click();
  await isSaved(first);
  await field(second, "Text").fill("Still wanted.");
  await second.getByText("Offline").waitFor();
  await second.context().setOffline(false);
  await second.getByRole("button", { name: "Bring it back with my change" }).click();
  await row(first, 4).filter({ hasText: "Still wanted." }).waitFor();
});

/** The part of an address in which a session is handed over. */
async function adminFragment(url: string): Promise<URLSearchParams> {
  const { keys } = await stack();
  const user = { email: `admin-${crypto.randomUUID()}@example.com`, password: crypto.randomUUID() };
  const auth = { persistSession: false, autoRefreshToken: false };
  const service = createClient(url, keys.secretKey, { auth });
  const made = await service.auth.admin.createUser({ ...user, email_confirm: true, app_metadata: { role: "admin" } });
  assert.equal(made.error, null);
  const { data } = await createClient(url, keys.publishableKey, { auth }).auth.signInWithPassword(user);
  const { access_token, refresh_token, expires_in } = data.session!;
  const type = { token_type: "bearer", type: "magiclink" };
  return new URLSearchParams({ access_token, refresh_token, expires_in: String(expires_in), ...type });
}

Deno.test("an admin reads and deletes what a teacher reviews, and changes nothing; another teacher sees none of it", async () => {
  await using browser = await TestBrowser.open();
  const teacher = await browser.page("/", DESK);
  const id = await openReview(teacher);

  const stranger = await browser.page(`/jobs/${id}/review`);
  await stranger.getByRole("heading", { name: "There is no page here" }).waitFor();

  const admin = await (await browser.visitor(DESK)).newPage();
  await admin.goto(`/jobs/${id}/review#${await adminFragment(browser.url)}`);
  await isReady(admin);
  await row(admin, 2).click();
  assert.equal(await field(admin, "Text").isDisabled(), true);
  await admin.keyboard.press("Escape");
  for (const name of ["Approve", "Approve all", "Draw a question", "Split"]) {
    assert.equal(await admin.getByRole("button", { name, exact: true }).count(), 0, `an admin is offered to ${name}`);
  }
  await admin.keyboard.press("a");
  await admin.getByRole("button", { name: "Delete", exact: true }).click();
  await row(teacher, 2).waitFor({ state: "hidden" });
  await teacher.getByText("0 of 7 approved").waitFor();
});

/** Until it is queued: what the last extraction left may just be being tidied up, and then it says to try again. */
async function extractAgain(page: Page, password = ""): Promise<void> {
  const refused = page.getByText("is just being tidied up");
  const queued = page.getByText("Queued to be extracted again");
  do {
    await refused.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Extract again" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Password of the PDF").fill(password);
    assert.deepEqual(await complaints(page), []);
    await dialog.getByRole("button", { name: "Extract again" }).click();
    await queued.or(refused).first().waitFor();
  } while (await refused.isVisible());
}

Deno.test("extracting again keeps what a person edited and shows what is read otherwise", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  const id = await openReview(page);
  await row(page, 1).click();
  await field(page, "Text").fill("Work it out in your head.");
  await isSaved(page);
  await page.goto(`/jobs/${id}`);
  await extractAgain(page);
  await page.getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: "Review the questions" }).click();
  await row(page, 1).filter({ hasText: "in your head" }).waitFor();
  await page.getByText("0 of 8 approved").waitFor();
});

Deno.test("an encrypted worksheet is extracted, shown and extracted again with its password, each time given anew", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  const pdf = await PDFDocument.load(await worksheet({ pages: 1 }));
  pdf.encrypt({ userPassword: "paper", ownerPassword: "moon" });
  await page.getByRole("radio", { name: "Questions of a worksheet" }).check({ force: true });
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("Password", { exact: true }).fill("paper");
  const id = await doJob(page, upload("Secret sheet.pdf", "application/pdf", await pdf.save()));
  await page.goto(`/jobs/${id}/review`);
  await page.getByLabel("Password of Secret sheet.pdf").fill("paper");
  await page.getByRole("button", { name: "Show the pages" }).click();
  await isReady(page);
  await page.goto(`/jobs/${id}`);
  await extractAgain(page, "paper");
  await page.getByText("Completed.").nth(1).waitFor({ timeout: 60_000 });
});

Deno.test("chosen questions go onto a sheet to print, into CSV and into JSON", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", DESK);
  await openReview(page);
  await page.getByRole("checkbox", { name: "Choose question 2" }).check();
  await page.getByRole("checkbox", { name: "Choose question 4" }).check();
  const save = async (name: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    return await textOf(await downloaded(page.getByRole("menuitem", { name, exact: true })));
  };
  assert.deepEqual(JSON.parse(await save("JSON")).questions.map(({ number }: { number: string }) => number), [
    "2",
    "4",
  ]);
  assert.match(await save("CSV"), /^number,section,stem,text,parts,options,marks,pages,.*\r\n2,/);

  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Sheet to print" }).click();
  const sheet = page.getByRole("article", { name: "Sheet" });
  await sheet.getByText("How far does it travel in one hour?").waitFor();
  assert.equal(await sheet.getByText("Work out").count(), 0);
  assert.deepEqual(await complaints(page), []);
  await page.getByText("As printed").click();
  await sheet.getByRole("img", { name: "Question 4" }).waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button", { name: "Print" }).isVisible(), false);
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe has nothing against the review in ${colorScheme} colours`, async () => {
    await using browser = await TestBrowser.open();
    const page = await browser.page("/", { ...DESK, colorScheme });
    const id = await openReview(page);
    const found = await complaints(page);
    await row(page, 2).click();
    await page.getByRole("img", { name: "Question 2 as it is printed" }).waitFor();
    found.push(...await complaints(page));
    for (const key of ["?", "s", "r", "Shift+A"]) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor();
      found.push(...await complaints(page));
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await page.goto(`/jobs/${id}`);
    await page.getByRole("table", { name: "Questions" }).waitFor();
    found.push(...await complaints(page));
    assert.deepEqual(found, []);
  });
}

Deno.test("on a phone pages and questions take turns, each as wide as the screen", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page("/", PHONE);
  await openReview(page);
  await row(page, 2).tap();
  await assertFits(page, "the list of questions");
  await page.getByRole("button", { name: "Box on page 1" }).tap();
  await page.getByRole("region", { name: "Pages of the worksheet" }).waitFor();
  await box(page, 2).waitFor();
  await assertFits(page, "the worksheet");
  assert.deepEqual(await complaints(page), []);
  await box(page, 1).tap();
  await page.getByText("Questions", { exact: true }).tap();
  await row(page, 1).and(page.locator('[aria-expanded="true"]')).waitFor();
});
