/**
 * Charts as SVG: no script, no font, no address. Each says in words what it shows.
 *
 * @module
 */
import type { ColumnDescription } from "../describe/schema.ts";
import { shown } from "../findings/words.ts";
import { escapeHtml } from "./escape.ts";

const WIDTH = 320, HEIGHT = 84, FLOOR = 64;

export function histogramSvg({ name, histogram }: ColumnDescription): string {
  const most = histogram.reduce((most, bin) => Math.max(most, bin.count), 0);
  if (histogram.length < 2 || most === 0) return "";
  const step = WIDTH / histogram.length;
  const bars = histogram.map(({ count }, i) => {
    const height = count === 0 ? 0 : Math.max(1, count / most * (FLOOR - 6));
    return `<rect class="bar" x="${(i * step + 0.5).toFixed(1)}" y="${(FLOOR - height).toFixed(1)}" width="${
      Math.max(1, step - 1).toFixed(1)
    }" height="${height.toFixed(1)}"/>`;
  }).join("");
  const first = shown(histogram[0]!.from), last = shown(histogram.at(-1)!.to);
  const fullest = histogram.find((bin) => bin.count === most)!;
  const label = `Distribution of ${name}: from ${first} to ${last}, most between ${shown(fullest.from)} and ${
    shown(fullest.to)
  }`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(label)}">${bars}` +
    `<line class="axis" x1="0" x2="${WIDTH}" y1="${FLOOR + 0.5}" y2="${FLOOR + 0.5}"/>` +
    `<text x="0" y="${HEIGHT - 5}">${escapeHtml(first)}</text>` +
    `<text x="${WIDTH}" y="${HEIGHT - 5}" text-anchor="end">${escapeHtml(last)}</text></svg>`;
}

/** The most frequent values as bars behind their names; nothing where none came twice. */
export function topValuesList({ top_values }: ColumnDescription, rows: number): string {
  const most = top_values[0]?.count ?? 0;
  if (most === 0 || most === 1 && top_values.length > 1) return "";
  const items = top_values.slice(0, 6).map(({ value, count }) =>
    `<li><i style="width:${(100 * count / Math.max(most, rows)).toFixed(1)}%"></i><span>${
      escapeHtml(value.slice(0, 80))
    }</span><span>${count.toLocaleString("en")}</span></li>`
  );
  return `<ul class="tops">${items.join("")}</ul>`;
}
