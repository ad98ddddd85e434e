import assert from "node:assert/strict";
import { createJob } from "../../scripts/client/jobs.ts";
import { openSession, type Session } from "../../scripts/client/session.ts";
import { complaints } from "./axe.ts";
import { choose, completed, downloaded, TestBrowser, upload } from "./support.ts";

const TABLE = "key,amount,city\n" +
  Array.from({ length: 40_000 }, (_, i) => `${i},${i % 100}.5,${["York", "Ascot", "<b>Epsom</b>"][i % 3]}`).join("\n");

/** Nothing can be put into the report, not even axe; `report_test.ts` looks at it alone. */
const REPORT = { exclude: ["iframe"] };

async function owner(url: string): Promise<Session> {
  const { publishableKey } = await (await fetch(`${url}/config.json`)).json();
  return await openSession({ url, publishableKey });
}

async function linkedJob(session: Session): Promise<{ id: string; token: string }> {
  const files = [{ name: "table.csv", content: new TextEncoder().encode(TABLE) }];
  const id = await createJob(session, { kind: "spreadsheet", files });
  const { token } = await (await session.call("POST", `jobs/${id}/links`)).json();
  return { id, token };
}

/** Waits for a mail. */
async function mailFor(url: string, address: string): Promise<{ subject: string }> {
  const [mail] = await (await fetch(`${url}/mail/messages?wait&to=${encodeURIComponent(address)}`)).json();
  return mail;
}

Deno.test("a link shows somebody without an account a job live, then its report, which can run nothing", async () => {
  await using browser = await TestBrowser.open();
  const session = await owner(browser.url);
  try {
    const { id, token } = await linkedJob(session);
    const page = await (await browser.visitor()).newPage();
    await page.goto(`/status/${id}#${token}`);
    await page.getByRole("heading", { name: "table.csv" }).waitFor();
    await page.getByText("40,000 rows and 3 columns").waitFor();
    const frame = page.frameLocator("iframe[title='Report on table.csv']");
    await frame.getByRole("heading", { name: "Findings" }).waitFor();
    assert.equal(await page.locator("iframe").getAttribute("sandbox"), "");
    assert.equal(await frame.locator("b").count(), 0, "a cell became markup");
    assert.deepEqual(await complaints(page, REPORT), []);
    const cleaned = await downloaded(page.getByRole("link", { name: /^clean\.csv/ }));
    assert.equal(cleaned.suggestedFilename(), "table-clean.csv");
  } finally {
    await session.close();
  }
});

Deno.test("id and token typed in open the same; a closed link opens nothing", async () => {
  await using browser = await TestBrowser.open();
  const session = await owner(browser.url);
  try {
    const { id, token } = await linkedJob(session);
    const page = await (await browser.visitor()).newPage();
    await page.goto("/status");
    await page.getByLabel("Job id").fill(id);
    await page.getByLabel("Token").fill(token);
    await page.getByRole("button", { name: "Show status" }).click();
    await page.getByText("40,000 rows and 3 columns").waitFor();

    await session.call("DELETE", `jobs/${id}/links`);
    await page.reload();
    await page.getByText("This link opens no job").waitFor();
  } finally {
    await session.close();
  }
});

Deno.test("a table and an e-mail address go in; findings, columns and rows are shown, and a mail is sent", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByText("Analysis of a table").click();
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("E-mail").fill("client@example.org");
  await choose(page, upload("table.csv", "text/csv", TABLE));
  await (await completed(page, "table.csv")).getByRole("link").click();

  await page.getByRole("heading", { name: "Findings" }).waitFor();
  const columns = page.getByRole("region", { name: "Columns of table.csv" });
  assert.equal(await columns.getByRole("row").count(), 4);
  await page.getByRole("table", { name: "Rows of table.csv" }).getByText("<b>Epsom</b>").first().waitFor();
  assert.deepEqual(await complaints(page, REPORT), []);
  assert.equal((await mailFor(browser.url, "client@example.org")).subject, "Done: table.csv");
});

Deno.test("two tables are compared: what changed is told in words, in numbers and column by column", async () => {
  await using browser = await TestBrowser.open();
  const page = await browser.page();
  await page.getByText("Analysis of a table").click();
  const file = (name: string, text: string) => upload(name, "text/csv", text);
  await choose(page, file("old.csv", TABLE), file("new.csv", `${TABLE.replaceAll(",9.5,", ",9000.5,")}\n40000,1,Bath`));
  await (await completed(page, "old.csv")).getByRole("link").click();
  await page.getByRole("heading", { name: "From old.csv to new.csv" }).waitFor();
  await page.getByText("By “key”: 1 row added, 0 removed, 400 changed, 39,600 the same.").waitFor();
  const changed = page.getByRole("region", { name: "Columns that changed" });
  await changed.getByRole("rowheader", { name: "amount" }).waitFor();
  assert.deepEqual(await complaints(page, REPORT), []);
});
