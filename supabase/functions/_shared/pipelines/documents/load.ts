/**
 * The pages that have been read of a file, put together again.
 *
 * @module
 */
import { ocrName, type Opened, sliceName } from "./cursor.ts";
import { type Parts, readJson } from "./parts.ts";
import type { TextPage } from "./text/page.ts";

export async function loadPages(
  run: Parts,
  file: number,
  { slices }: Opened,
  ocrPages: readonly number[],
): Promise<TextPage[]> {
  const pages: TextPage[] = [];
  for (let slice = 0; slice < slices; slice++) pages.push(...await readJson<TextPage[]>(run, sliceName(file, slice)));
  for (const page of ocrPages) pages.push(await readJson<TextPage>(run, ocrName(file, page)));
  return pages.sort((a, b) => a.number - b.number);
}
