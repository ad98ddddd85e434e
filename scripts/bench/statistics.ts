/**
 * Percentiles, and tables of them.
 *
 * @module
 */

/** The value below which the share `q` (0..1) of the values lies, interpolated between neighbours. NaN without values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Three significant digits, and no fraction of what is large. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A Markdown table; the first column is text, the others are figures. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0), 3));
  const line = (cells: readonly string[]) =>
    `| ${
      widths.map((width, i) => i === 0 ? (cells[i] ?? "").padEnd(width) : (cells[i] ?? "").padStart(width)).join(" | ")
    } |`;
  const rule = `| ${widths.map((width, i) => i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`).join(" | ")} |`;
  return [line(headings), rule, ...rows.map(line)].join("\n");
}

/** One row of percentiles for each series of milliseconds. */
export function latencies(series: Readonly<Record<string, readonly number[]>>): string {
  return table(
    ["ms", "p50", "p95", "p99", "max", "n"],
    Object.entries(series).map(([name, values]) => [
      name,
      ...[0.5, 0.95, 0.99, 1].map((q) => figure(quantile(values, q))),
      String(values.length),
    ]),
  );
}
