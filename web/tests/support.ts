/**
 * What the browser tests share: the running stack with the built client, a browser for each test, and documents.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { PDFDocument } from "@cantoo/pdf-lib";
import type { Browser, BrowserContext, BrowserContextOptions, Download, Locator, Page } from "playwright-core";
import { buildClient } from "../../scripts/build_client.ts";
import { launchChromium } from "../../scripts/chromium.ts";
import { CLIENT_DIR } from "../../scripts/folders.ts";
import { raceCard } from "../../scripts/samples/race_card.ts";
import { type Stack, startStack } from "../../scripts/stack/stack.ts";

export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const upload = (name: string, mimeType: string, content: string | Uint8Array): Upload => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});

let shared: Promise<Stack> | undefined;

/** One stack for all tests of the process, with the client as it is now. It ends with the process. */
export function stack(): Promise<Stack> {
  return shared ??= buildClient(() => {}).then(() =>
    startStack({ ephemeral: true, durable: false, serveStatic: CLIENT_DIR })
  );
}

/** A browser of its own: nothing is shared with another test, and nothing is left behind. */
export class TestBrowser implements AsyncDisposable {
  private constructor(private readonly browser: Browser, readonly url: string) {}

  static async open(): Promise<TestBrowser> {
    const { url } = await stack();
    return new TestBrowser(await launchChromium(), url);
  }

  /** A visitor who has never been here. */
  async visitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      // What is half faded in is neither readable nor where it will be.
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(30_000);
    return context;
  }

  /** A new visitor's page, once it is live. */
  async page(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await this.visitor(options)).newPage();
    await page.goto(path);
    await isLive(page);
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}

export const isLive = (page: Page) => page.getByRole("status").filter({ hasText: /^Live$/ }).waitFor();

export const jobRow = (page: Page, title: string) => page.getByTestId("job").filter({ hasText: title });

/** A job's row, once the job has come to its end, whatever that is. */
export async function ended(page: Page, title: string): Promise<Locator> {
  const row = jobRow(page, title);
  await row.and(page.locator(':not([data-status="queued"], [data-status="processing"])')).waitFor({ timeout: 60_000 });
  return row;
}

/** A job's row, once the job is done; says what went wrong when it ends otherwise. */
export async function completed(page: Page, title: string): Promise<Locator> {
  const row = await ended(page, title);
  assert.equal(await row.getAttribute("data-status"), "completed", await row.innerText());
  return row;
}

export async function choose(page: Page, ...files: Upload[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).click();
  await (await chooser).setFiles(files);
}

/** Sends a document and waits until its job is done; gives the job's id. */
export async function doJob(page: Page, file: Upload): Promise<string> {
  await choose(page, file);
  const row = await completed(page, file.name);
  return (await row.getByRole("link").getAttribute("href"))!.split("/").at(-1)!;
}

/** What a click on a button or a link downloads. */
export async function downloaded(button: Locator): Promise<Download> {
  const [download] = await Promise.all([button.page().waitForEvent("download"), button.click()]);
  return download;
}

export const bytesOf = async (download: Download): Promise<Uint8Array<ArrayBuffer>> =>
  await Deno.readFile((await download.path())!);

export const textOf = async (download: Download): Promise<string> => new TextDecoder().decode(await bytesOf(download));

export async function card(pages: number, name = "card.pdf"): Promise<Upload> {
  return upload(name, "application/pdf", await raceCard({ pages, seed: 7 }));
}

/** A race card that weighs at least `bytes`: something that does not compress is attached to it. */
export async function heavyCard(bytes: number, name = "heavy.pdf"): Promise<Upload> {
  const pdf = await PDFDocument.load(await raceCard({ pages: 2 }));
  const noise = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65536) crypto.getRandomValues(noise.subarray(at, at + 65536));
  await pdf.attach(noise, "noise.bin");
  return upload(name, "application/pdf", await pdf.save());
}

export async function encryptedCard(name = "secret.pdf"): Promise<Upload> {
  const pdf = await PDFDocument.load(await raceCard({ pages: 1 }));
  pdf.encrypt({ userPassword: "paper", ownerPassword: "moon" });
  return upload(name, "application/pdf", await pdf.save());
}
