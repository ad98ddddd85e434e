/**
 * What a user can ask of the pipeline, and which pages that means.
 *
 * @module
 */
import { z } from "zod";
import { JobError } from "../../jobs/errors.ts";

export const PdfToCsvOptions = z.object({
  pages: z.string().trim().max(1000)
    .regex(/^$|^\d+(\s*-\s*\d*)?(\s*,\s*\d+(\s*-\s*\d*)?)*$/, "Give pages as in 1-3, 7, 12-")
    .default("")
    .meta({ title: "Pages", description: "Such as 1-3, 7, 12-. Empty: all pages." }),
  mode: z.enum(["auto", "ruled", "unruled"]).default("auto")
    .meta({ title: "Tables", description: "Which tables to look for: with rules, without, or both (auto)." }),
  preset: z.enum(["none", "race-chart"]).default("none")
    .meta({ title: "Preset", description: "race-chart: one tidy table with a row for each starter of all races." }),
  stitch: z.boolean().default(true)
    .meta({
      title: "Join over pages",
      description: "Join a table that goes on over pages and drop repeated headings.",
    }),
  delimiter: z.enum([",", ";", "\t", "|"]).default(",")
    .meta({ title: "Delimiter", description: "What stands between the cells of a CSV row." }),
  xlsx: z.boolean().default(false)
    .meta({ title: "Excel workbook", description: "Also write tables.xlsx, a sheet for each table." }),
  zip: z.boolean().default(false)
    .meta({ title: "One CSV per table", description: "Also write tables.zip with a CSV file for each table." }),
});
export type PdfToCsvOptions = z.infer<typeof PdfToCsvOptions>;

/**
 * The pages asked for, in rising order, from 1.
 *
 * @throws JobError `invalid_options` when there is no such page
 */
export function selectedPages(pages: string, count: number, name: string): number[] {
  if (pages === "") return Array.from({ length: count }, (_, i) => i + 1);
  const chosen = new Set<number>();
  for (const part of pages.split(",")) {
    const [from = 1, to = from] = bounds(part, count);
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

function bounds(part: string, count: number): number[] {
  const [from, to] = part.split("-").map((side) => side.trim());
  if (to === undefined) return [Number(from)];
  return [Number(from), to === "" ? count : Number(to)];
}
