/**
 * What a user can ask of the pipeline.
 *
 * @module
 */
import { z } from "zod";

export const SpreadsheetOptions = z.object({
  header: z.enum(["auto", "yes", "no"]).default("auto")
    .meta({ title: "Header", description: "Whether the first row holds the columns' names." }),
  delimiter: z.enum(["auto", ",", ";", "tab", "|", "space"]).default("auto")
    .meta({ title: "Delimiter", description: "What stands between the cells of a text file." }),
  decimal: z.enum(["auto", "point", "comma"]).default("auto")
    .meta({ title: "Decimal mark", description: "How numbers are written: 1,234.5 (point) or 1.234,5 (comma)." }),
  dates: z.enum(["auto", "day-first", "month-first"]).default("auto")
    .meta({ title: "Dates", description: "How to read 3/4/2024: 3 April (day-first) or 4 March (month-first)." }),
  hidden: z.boolean().default(true)
    .meta({ title: "Hidden sheets", description: "Also analyse the hidden sheets of a workbook." }),
});
export type SpreadsheetOptions = z.infer<typeof SpreadsheetOptions>;

export function delimiterOf({ delimiter }: SpreadsheetOptions): string | undefined {
  return { auto: undefined, tab: "\t", space: " ", ",": ",", ";": ";", "|": "|" }[delimiter];
}
