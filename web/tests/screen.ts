/**
 * What is where on the screen, and the pointer on it.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";

/** Room for a page beside what is found on it. */
export const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 1000 } };

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels, from the screen's upper left corner. */
export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  assert.ok(box, "it is not seen");
  return { ...box, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
}

export async function drag(page: Page, from: Point, by: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2);
  await page.mouse.move(from.x + by.x, from.y + by.y);
  await page.mouse.up();
}

/** @param what sticks out, if something does */
export async function assertFits(page: Page, what = "the page"): Promise<void> {
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(fits, `${what} is wider than the screen`);
}
