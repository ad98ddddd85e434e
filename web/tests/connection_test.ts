import assert from "node:assert/strict";
import type { Page, WebSocketRoute } from "playwright-core";
import { card, choose, completed, isLive, jobRow, TestBrowser } from "./support.ts";

/** Stands between a page and Realtime, and can cut the line. */
class Line {
  #isCut = false;
  #isSilent = false;
  readonly #sockets = new Set<WebSocketRoute>();

  static async tap(page: Page): Promise<Line> {
    const line = new Line();
    await page.routeWebSocket(/\/realtime\/v1\/websocket/, (socket) => {
      if (line.#isCut) return void socket.close({ code: 1013 });
      line.#sockets.add(socket);
      const server = socket.connectToServer();
      socket.onMessage((message) => line.#isSilent || server.send(message));
      server.onMessage((message) => line.#isSilent || socket.send(message));
    });
    return line;
  }

  /** As when the network goes away: sockets close, and no new one opens until {@link mend}. */
  async cut(): Promise<void> {
    this.#isCut = true;
    const open = [...this.#sockets];
    this.#sockets.clear();
    await Promise.all(open.map((socket) => socket.close({ code: 1011 })));
  }

  /** As when a laptop slept: the socket looks open, but nothing passes. */
  silence(): void {
    this.#isSilent = true;
  }

  mend(): void {
    this.#isCut = this.#isSilent = false;
  }
}

const CUT_MS = 5_000;

Deno.test("after the connection was cut for five seconds the page is right again without a reload", async () => {
  await using browser = await TestBrowser.open();
  const page = await (await browser.visitor()).newPage();
  const line = await Line.tap(page);
  await page.goto("/");
  await isLive(page);
  const mark = await page.evaluateHandle(() => Object.assign(globalThis, { neverReloaded: true }));

  await choose(page, await card(120));
  const row = jobRow(page, "card.pdf");
  await row.and(page.locator('[data-status="processing"]')).waitFor();
  const before = await row.getByRole("progressbar").getAttribute("aria-valuenow");
  await line.cut();
  await page.getByText("Reconnecting…").waitFor();
  await new Promise((resolve) => setTimeout(resolve, CUT_MS));
  assert.equal(await row.getByRole("progressbar").getAttribute("aria-valuenow"), before, "the line was not cut");
  line.mend();
  await isLive(page);
  await completed(page, "card.pdf");
  assert.ok(await mark.evaluate((window) => "neverReloaded" in window));
});

Deno.test("a socket that died without a word is found out by its silence", async () => {
  await using browser = await TestBrowser.open();
  const page = await (await browser.visitor()).newPage();
  const line = await Line.tap(page);
  await page.goto("/");
  await isLive(page);
  line.silence();
  await page.getByText("Reconnecting…").waitFor({ timeout: 30_000 });
  line.mend();
  await isLive(page);
});

Deno.test("coming back to the page checks the socket at once", async () => {
  await using browser = await TestBrowser.open();
  const page = await (await browser.visitor()).newPage();
  const line = await Line.tap(page);
  await page.goto("/");
  await isLive(page);
  const fetched = page.waitForRequest(/\/rest\/v1\/jobs\?/);
  line.silence();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await fetched;
  await page.getByText("Reconnecting…").waitFor({ timeout: 8_000 });
});
