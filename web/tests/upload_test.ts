import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { card, choose, completed, encryptedCard, heavyCard, jobRow, TestBrowser, upload } from "./support.ts";

const CHUNK = 6 * 1024 * 1024;

/** The offsets at which chunks are sent from now on. */
function recordOffsets(page: Page): number[] {
  const offsets: number[] = [];
  page.on("request", (request) => {
    if (!request.url().includes("/upload/resumable") || request.method() === "HEAD") return;
    offsets.push(Number(request.headers()["upload-offset"] ?? 0));
  });
  return offsets;
}

Deno.test("a large upload goes on from its last chunk after the connection was lost", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  const offsets = recordOffsets(page);
  await page.route("**/upload/resumable/**", async (route) => {
    const isSecondChunk = Number(route.request().headers()["upload-offset"]) === CHUNK;
    await (isSecondChunk && offsets.length <= 2 ? route.abort("connectionreset") : route.continue());
  });
  await choose(page, await heavyCard(2.5 * CHUNK));
  await completed(page, "heavy.pdf");
  assert.deepEqual(offsets, [0, CHUNK, CHUNK, 2 * CHUNK]);
});

Deno.test("a large upload can be paused, and goes on even after the page was reloaded", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  let release = () => {};
  await page.route("**/upload/resumable/**", async (route) => {
    if (route.request().method() === "PATCH") await new Promise<void>((resolve) => release = resolve);
    await route.continue().catch(() => {});
  });
  const file = await heavyCard(1.5 * CHUNK);
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/${file.name}`, file.buffer);
    const chooseFile = async () => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Choose files" }).click();
      await (await chooser).setFiles(`${folder}/${file.name}`);
    };
    await chooseFile();
    await page.waitForRequest((request) => request.method() === "PATCH");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText(/^Paused at 6 MB of/).waitFor();
    release();

    page.on("dialog", (dialog) => dialog.accept());
    await page.unroute("**/upload/resumable/**");
    await page.reload();
    const offsets = recordOffsets(page);
    await chooseFile();
    await completed(page, file.name);
    assert.deepEqual(offsets, [CHUNK]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

for (
  const [what, name, content, sentence] of [
    ["of another type", "notes.pdf", "Just some words.", /notes\.pdf is not a PDF file\. Choose another file/],
    ["that is empty", "empty.pdf", "", /empty\.pdf is empty\. Choose a file with content\./],
  ] as const
) {
  Deno.test(`a file ${what} is refused with a sentence, and nothing is sent`, async () => {
    await using browser = await TestBrowser.open();
    const page = await browser.page();
    const sent: string[] = [];
    page.on("request", (request) => request.url().includes("/storage/v1/") && sent.push(request.url()));
    await choose(page, upload(name, "application/pdf", content));
    await page.getByRole("alert").filter({ hasText: sentence }).waitFor();
    await page.getByRole("button", { name: `Dismiss ${name}` }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    assert.deepEqual(sent, []);
  });
}

Deno.test("an encrypted PDF fails with what to do about it", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await choose(page, await encryptedCard());
  const row = jobRow(page, "secret.pdf").and(page.locator('[data-status="failed"]'));
  await row.getByText("Give its password in the options and upload it again.").waitFor();
  await row.getByRole("link").click();
  await page.getByRole("alert").getByText("Give its password in the options and upload it again.").waitFor();
});

Deno.test("several files become several jobs", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await choose(page, await card(1, "one.pdf"), await card(2, "two.pdf"), await card(3, "three.pdf"));
  for (const name of ["one.pdf", "two.pdf", "three.pdf"]) {
    await completed(page, name);
  }
});

Deno.test("several files become one job where the kind takes several", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByText("Analysis of a table").click();
  const table = (name: string, rows: string) => upload(name, "text/csv", `a,b\n${rows}`);
  await choose(page, table("before.csv", "1,2\n3,4\n"), table("after.csv", "1,2\n3,5\n"));
  await completed(page, "before.csv");
  assert.equal(await page.getByTestId("job").count(), 1);
  await jobRow(page, "before.csv").getByRole("link").click();
  await page.getByRole("button", { name: "Download after.csv" }).waitFor();
});
