import type { Comparison } from "../compare/schema.ts";
import { percent } from "../findings/words.ts";
import { escapeHtml } from "./escape.ts";

/** What changed from the first file to the second. */
export function comparisonSection(comparison: Comparison | null): string {
  if (!comparison) return "";
  const items = comparison.sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`);
  const rows = comparison.changed_columns.slice(0, 40).map((column) =>
    `<tr><td>${escapeHtml(column.name)}</td><td>${escapeHtml(column.changes.join("; "))}</td><td class="n">${
      column.distance === null ? "" : percent(column.distance)
    }</td></tr>`
  );
  const table = rows.length === 0
    ? ""
    : `<div class="scroll" tabindex="0" role="region" aria-label="Columns that changed"><table><thead><tr><th scope="col">Column</th>` +
      `<th scope="col">Change</th><th scope="col" class="n">Values elsewhere</th></tr></thead><tbody>${
        rows.join("")
      }</tbody></table></div>`;
  return `<h2>From ${escapeHtml(comparison.before)} to ${escapeHtml(comparison.after)}</h2><ul class="changes">${
    items.join("")
  }</ul>${table}\n`;
}
