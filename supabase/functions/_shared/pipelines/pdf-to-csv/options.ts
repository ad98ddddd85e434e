/**
 * What a user can ask of the pipeline.
 *
 * @module
 */
import { z } from "zod";
import { OcrLanguages } from "../../documents/ocr/languages.ts";
import { LOCALES } from "./values.ts";

const Area = z.object({
  page: z.number().int().min(1).optional().meta({ title: "Page", description: "Empty: every page." }),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()])
    .refine(([x0, y0, x1, y1]) => x0 < x1 && y0 < y1, "Give x0, y0, x1, y1 with x0 < x1 and y0 < y1")
    .meta({ title: "Box", description: "Left, bottom, right and top in points from the bottom left." }),
});
export type Area = z.infer<typeof Area>;

export const PdfToCsvOptions = z.object({
  pages: z.string().trim().max(1000)
    .regex(/^$|^\d+(\s*-\s*\d*)?(\s*,\s*\d+(\s*-\s*\d*)?)*$/, "Give pages as in 1-3, 7, 12-")
    .default("")
    .meta({ title: "Pages", description: "Such as 1-3, 7, 12-. Empty: all pages." }),
  mode: z.enum(["auto", "ruled", "unruled"]).default("auto")
    .meta({ title: "Tables", description: "Which tables to look for: with rules, without, or both (auto)." }),
  preset: z.enum(["none", "race-chart"]).default("none")
    .meta({ title: "Preset", description: "race-chart: one tidy table with a row for each starter of all races." }),
  areas: z.array(Area).max(100).default([])
    .meta({
      title: "Areas",
      description: "Look only here: boxes in points from a page's lower left corner. Empty: everywhere.",
      editor: "json",
      examples: [[{ page: 1, bbox: [40, 400, 555, 700] }]],
    }),
  headers: z.enum(["keep", "join"]).default("keep")
    .meta({ title: "Headings", description: "join: a heading of several rows becomes one row." }),
  values: z.enum(LOCALES).default("as printed")
    .meta({ title: "Numbers and dates", description: "Written in this country's way: become 1234.5 and 2031-05-03." }),
  languages: OcrLanguages,
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
  password: z.string().max(127).default("")
    .meta({
      title: "Password",
      description: "Opens an encrypted PDF. It is forgotten when the job ends.",
      editor: "secret",
    }),
});
export type PdfToCsvOptions = z.infer<typeof PdfToCsvOptions>;
