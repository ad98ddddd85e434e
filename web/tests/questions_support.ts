/**
 * What the tests of a worksheet's review share.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { worksheet } from "../../scripts/samples/worksheet.ts";
import { doJob, upload } from "./support.ts";

/** Sends a worksheet, waits for its questions and opens their review; gives the job's id. */
export async function openReview(page: Page, pages = 2): Promise<string> {
  await page.getByRole("radio", { name: "Questions of a worksheet" }).check({ force: true });
  const file = upload("Numbers and shapes.pdf", "application/pdf", await worksheet({ pages }));
  const id = await doJob(page, file);
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

/** The numbers in the list, as far as they are in view. */
export async function numbers(page: Page): Promise<string[]> {
  return await page.locator("[data-question] strong").allInnerTexts();
}
