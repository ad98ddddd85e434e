/**
 * What the tests of a worksheet's review share.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Locator, Page } from "playwright-core";
import { worksheet } from "../../scripts/samples/worksheet.ts";
import { doJob } from "./support.ts";

/** Sends a worksheet, waits for its questions and opens their review; gives the job's id. */
export async function openReview(page: Page, pages = 2): Promise<string> {
  await page.getByRole("radio", { name: "Questions of a worksheet" }).check({ force: true });
  const buffer = Buffer.from(await worksheet({ pages }));
  const id = await doJob(page, { name: "Numbers and shapes.pdf", mimeType: "application/pdf", buffer });
  await page.goto(`/jobs/${id}/review`);
  await isReady(page);
  return id;
}

export async function isReady(page: Page): Promise<void> {
  await row(page, 1).waitFor();
  // On a phone the pages are drawn when they are looked at.
  if (page.viewportSize()!.width < 960) return;
  await page.locator('[data-page="1"][aria-busy="false"] canvas').waitFor();
}

/** A question's line, by its number. */
export const row = (page: Page, number: number | string) =>
  page.locator("[data-question]").getByRole("button", { name: new RegExp(`^${number}\\b`) });

export const box = (page: Page, number: number | string) =>
  page.getByRole("button", { name: new RegExp(`^Question ${number}(,| page)`) });

export const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });

/** Until all of what was changed is on the server. */
export const isSaved = (page: Page) => page.getByRole("status").filter({ hasText: /^Saved$/ }).waitFor();

export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  assert.ok(box, "it is not seen");
  return { ...box, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
}

export async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2);
  await page.mouse.move(from.x + by.x, from.y + by.y);
  await page.mouse.up();
}

/** The numbers in the list, as far as they are in view. */
export async function numbers(page: Page): Promise<string[]> {
  return await page.locator("[data-question] strong").allInnerTexts();
}
