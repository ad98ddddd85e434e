/**
 * Sets a planned table on a sheet in one of the styles in which tables are printed.
 *
 * @module
 */
import { type Align, type Column, goldOf, type Plan } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Sheet } from "./sheet.ts";

/** Which rules are drawn: all, around and under the heading, between rows, between columns, three (booktabs), one, none. */
export const RULES = ["grid", "box", "rows", "columns", "three", "head", "none"] as const;

export interface Style {
  readonly rules: typeof RULES[number];
  readonly size: number;
  /** In font sizes: from line to line, beyond it from row to row, and between columns. */
  readonly leading: number;
  readonly rowGap: number;
  readonly gap: number;
  readonly boldHeading: boolean;
  readonly headingAlign: "as values" | "centre" | "left";
  readonly shading: "none" | "heading" | "every other row";
  /** Where the lines of short cells stand beside long ones. */
  readonly upright: "top" | "middle";
  readonly groupRules: boolean;
  readonly groupAlign: "centre" | "left";
}

export function styleFor(random: Random, wishes: Partial<Style> = {}): Style {
  const rules = wishes.rules ?? random.pick(RULES), groupRules = rules !== "none" && random.chance(0.7);
  return {
    rules,
    size: random.pick([7, 8, 8.5, 9, 10, 11]),
    leading: random.pick([1.15, 1.2, 1.25]),
    rowGap: random.pick([0.1, 0.3, 0.5, 0.8]),
    gap: random.pick([1.2, 1.6, 2, 3, 4]),
    boldHeading: random.chance(0.5),
    headingAlign: random.pick(["as values", "as values", "centre"]),
    shading: random.pick(["none", "none", "none", "heading", "every other row"]),
    upright: random.chance(0.8) ? "top" : "middle",
    groupRules,
    // To the left and without a rule nobody could tell how far it reaches.
    groupAlign: !groupRules || random.chance(0.7) ? "centre" : "left",
    ...wishes,
  };
}

interface Laid {
  readonly x: number;
  readonly width: number;
}

export interface SetTable {
  readonly rows: string[][];
  /** The y below it, and its width. */
  readonly y: number;
  readonly width: number;
  /** Rows that found no room above `lowest`. */
  readonly left: Plan["rows"];
}

/** Sets a table with its upper edge at `y`; what does not fit above `lowest` is left. */
export function setTable(sheet: Sheet, plan: Plan, style: Style, x: number, y: number, lowest = 40): SetTable {
  const { size, rules } = style, lineHeight = style.leading * size, pad = 0.5 * style.rowGap * size;
  const laid = columnsAt(sheet, plan, style, x);
  const x0 = x, x1 = laid.at(-1)!.x + laid.at(-1)!.width, half = 0.5 * style.gap * size;
  const [left, right] = rules === "grid" || rules === "box" || rules === "columns" ? [x0 - half, x1 + half] : [x0, x1];
  const edges = laid.slice(1).map(({ x }) => x - half);
  const horizontals: (readonly [y: number, from: number, to: number, heavy?: boolean])[] = [[y, left, right, true]];
  const verticals: (readonly [x: number, y0: number, y1: number])[] = [];
  const top = y;

  const draw = (lines: readonly string[], at: Laid, firstBase: number, align: Align, bold: boolean) =>
    lines.forEach((line, i) => {
      const own = sheet.widthOf(line, size, bold);
      const shift = align === "left" ? 0 : align === "right" ? at.width - own : (at.width - own) / 2;
      if (line) sheet.text(line, at.x + shift, firstBase - i * lineHeight, size, bold);
    });
  const basesOf = (upper: number) => upper - pad - 0.95 * size;

  const headings = plan.columns.map(({ heading }, i) =>
    sheet.wrapped(heading, laid[i]!.width + 0.01, size, style.boldHeading)
  );
  const tallest = Math.max(...headings.map((lines) => lines.length));
  const groupHeight = plan.groups.length > 0 ? lineHeight + 2 * pad : 0, headHeight = tallest * lineHeight + 2 * pad;
  if (style.shading === "heading") sheet.box(left, y - groupHeight - headHeight, right, y, 0.85);
  for (const { title, from, to } of plan.groups) {
    const span = { x: laid[from]!.x, width: laid[to]!.x + laid[to]!.width - laid[from]!.x };
    draw([title], span, basesOf(y), style.groupAlign, style.boldHeading);
    const [a, b] = rules === "grid" ? [edges[from - 1]!, edges[to] ?? right] : [span.x, span.x + span.width];
    if (rules === "grid" || style.groupRules) horizontals.push([y - groupHeight, a, b]);
  }
  headings.forEach((lines, i) => {
    const base = basesOf(y - groupHeight) - (tallest - lines.length) * lineHeight;
    const align = style.headingAlign === "as values" ? plan.columns[i]!.align : style.headingAlign;
    draw(lines, laid[i]!, base, align, style.boldHeading);
  });
  edges.forEach((edge, i) => {
    const inside = plan.groups.some((group) => i + 1 > group.from && i + 1 <= group.to);
    verticals.push([edge, y - groupHeight - headHeight, inside ? y - groupHeight : y]);
  });
  y -= groupHeight + headHeight;
  horizontals.push([y, left, right, true]);
  const bodyTop = y;

  let count = 0;
  for (const row of plan.rows) {
    const section = row.kind === "section";
    const cells = row.cells.map((text, i) =>
      section ? [text] : sheet.wrapped(text, laid[i]!.width - (i === 0 ? row.indent * size : 0) + 0.01, size)
    );
    const most = Math.max(...cells.map((lines) => lines.length));
    const height = most * lineHeight + 2 * pad;
    if (y - height < lowest) break;
    if (style.shading === "every other row" && count % 2 === 1) sheet.box(left, y - height, right, y, 0.92);
    cells.forEach((lines, i) => {
      const lower = style.upright === "middle" ? (most - lines.length) / 2 * lineHeight : 0;
      const at = i === 0 ? { x: laid[0]!.x + row.indent * size, width: laid[0]!.width - row.indent * size } : laid[i]!;
      draw(lines, at, basesOf(y) - lower, plan.columns[i]!.align, section || row.kind === "total");
      if (lines[0] && plan.columns[i]!.prefix) {
        sheet.text(plan.columns[i]!.prefix!, laid[i]!.x, basesOf(y) - lower, size);
      }
    });
    y -= height;
    count++;
    if (rules === "grid" || rules === "rows") horizontals.push([y, left, right]);
  }
  horizontals.push([y, left, right, true]);
  for (const edge of edges) verticals.push([edge, y, bodyTop]);
  for (const edge of [left, right]) verticals.push([edge, y, top]);
  drawRules(sheet, rules, { horizontals, verticals, edges, top, bodyTop, y });
  return {
    rows: goldOf({ ...plan, rows: plan.rows.slice(0, count) }, rules === "grid"),
    y,
    width: right - left,
    left: plan.rows.slice(count),
  };
}

interface Drawn {
  readonly horizontals: readonly (readonly [y: number, from: number, to: number, heavy?: boolean])[];
  readonly verticals: readonly (readonly [x: number, y0: number, y1: number])[];
  readonly edges: readonly number[];
  readonly top: number;
  readonly bodyTop: number;
  readonly y: number;
}

function drawRules(sheet: Sheet, rules: Style["rules"], drawn: Drawn): void {
  const { horizontals, verticals, edges, top, bodyTop, y } = drawn;
  const outer = (at: number) => at === top || at === bodyTop || at === y;
  for (const [at, from, to, heavy] of horizontals) {
    const partial = !heavy;
    const wanted = rules === "grid" || rules === "rows" || rules === "box" && (outer(at) || partial) ||
      rules === "three" && (outer(at) || partial) || rules === "columns" && partial && !outer(at) ||
      rules === "head" && (at === bodyTop || partial);
    if (wanted) sheet.rule(from, to, at, heavy ? 0.8 : 0.4);
  }
  for (const [at, y0, y1] of verticals) {
    const inner = edges.includes(at);
    if (rules === "grid" || rules === "columns" && inner || rules === "box" && !inner) sheet.vertical(at, y0, y1, 0.5);
  }
}

/** Columns as wide as what stands in them. */
function columnsAt(sheet: Sheet, { columns, rows, groups }: Plan, style: Style, x: number): Laid[] {
  const { size, gap } = style;
  const widths = columns.map((column, i) => {
    const longest = Math.max(
      0,
      ...rows.filter((row) => row.kind !== "section" || style.rules === "grid" || style.rules === "columns").map((
        row,
      ) => textWidth(sheet, column, row.cells[i]!, size) + (i === 0 ? row.indent * size : 0)),
    );
    const word = Math.max(...column.heading.split(" ").map((part) => sheet.widthOf(part, size, style.boldHeading)));
    const prefix = column.prefix ? sheet.widthOf(column.prefix, size) + 0.4 * size : 0;
    const values = column.wrap === undefined ? longest : Math.min(longest, column.wrap * size);
    return Math.max(values + prefix, word, Math.min(sheet.widthOf(column.heading, size, style.boldHeading), 5 * size));
  });
  for (const { title, from, to } of groups) {
    const room = widths.slice(from, to + 1).reduce((sum, width) => sum + width + gap * size, -gap * size);
    const short = sheet.widthOf(title, size, style.boldHeading) - room;
    if (short > 0) { for (let i = from; i <= to; i++) widths[i]! += short / (to - from + 1); }
  }
  let at = x;
  return widths.map((width) => {
    const laid = { x: at, width };
    at += width + gap * size;
    return laid;
  });
}

/** The longest word of what is wrapped is not broken. */
function textWidth(sheet: Sheet, column: Column, text: string, size: number): number {
  const whole = sheet.widthOf(text, size, true);
  if (column.wrap === undefined || whole <= column.wrap * size) return whole;
  return Math.max(column.wrap * size, ...text.split(" ").map((word) => sheet.widthOf(word, size)));
}
