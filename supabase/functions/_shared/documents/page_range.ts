/**
 * Which pages `1-3, 7, 12-` means.
 *
 * @module
 */
import { JobError } from "../jobs/errors.ts";

/**
 * The pages asked for, in rising order, from 1; all of them when nothing is asked for.
 *
 * @throws JobError `invalid_options` when there is no such page
 */
export function pagesIn(range: string, count: number, name: string): number[] {
  if (range === "") return Array.from({ length: count }, (_, i) => i + 1);
  const chosen = new Set<number>();
  for (const part of range.split(",")) {
    const [first = "", last] = part.split("-").map((side) => side.trim());
    const from = Number(first), to = last === undefined ? from : last === "" ? count : Number(last);
    if (from < 1 || to < from || to > count) {
      throw new JobError(
        "invalid_options",
        `Cannot take pages ${part.trim()} of ${name}: it has ${count} page${
          count === 1 ? "" : "s"
        }. Choose pages from 1 to ${count}.`,
      );
    }
    for (let page = from; page <= to; page++) chosen.add(page);
  }
  return [...chosen].sort((a, b) => a - b);
}
