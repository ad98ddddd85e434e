/** What is different between two tables; part of `profile.json`. */
import { z } from "zod";

export const ChangedColumn = z.object({
  name: z.string(),
  /** In words, such as "mean 3.1 → 4.0". */
  changes: z.array(z.string()),
  /** Kolmogorov-Smirnov distance of numbers and dates, total variation of words: 0 same, 1 nothing in common. */
  distance: z.number().nullable(),
});

export const RowChanges = z.object({
  key: z.array(z.string()),
  /** True when every row was compared; false when a sample of keys was. */
  exact: z.boolean(),
  added: z.number(),
  removed: z.number(),
  changed: z.number(),
  same: z.number(),
});

export const Comparison = z.object({
  before: z.string(),
  after: z.string(),
  rows_before: z.number(),
  rows_after: z.number(),
  added_columns: z.array(z.string()),
  removed_columns: z.array(z.string()),
  retyped_columns: z.array(z.object({ name: z.string(), before: z.string(), after: z.string() })),
  changed_columns: z.array(ChangedColumn),
  rows: RowChanges.nullable(),
  sentences: z.array(z.string()),
});
export type Comparison = z.infer<typeof Comparison>;
