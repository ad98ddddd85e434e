/**
 * Families of made-up documents: what tables of one family have in common, chance does the rest.
 *
 * @module
 */
import { type Kind, sentence } from "./content.ts";
import { planTable, type PlanWishes } from "./plan.ts";
import type { Random } from "./random.ts";
import { noTables } from "./no_tables.ts";
import { otherScripts } from "./other_scripts.ts";
import { type SetTable, setTable, type Style, styleFor } from "./set_table.ts";
import { Sheet, type SheetWishes } from "./sheet.ts";

export interface Made {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly tables: readonly { readonly page: number; readonly rows: string[][] }[];
}

export type Family = (random: Random) => Promise<Made>;

interface One {
  readonly plan?: PlanWishes;
  readonly style?: Partial<Style>;
  readonly sheet?: SheetWishes;
}

/** A page with a table, a caption above and text around it, as there may be. */
const one = ({ plan, style, sheet: wishes = {} }: One): Family => async (random) => {
  const sheet = await Sheet.start(random, wishes);
  const y = opening(sheet);
  const set = fitted(sheet, plan, styleFor(random, style), sheet.width - 110, 55, y);
  closing(sheet, set.y);
  return { data: await sheet.finish(), tables: [{ page: 1, rows: set.rows }] };
};

/** Plans a table until one is no wider than the room for it. */
function fitted(
  sheet: Sheet,
  plan: PlanWishes = {},
  style: Style,
  width: number,
  x: number,
  y: number,
  lowest = 60,
): SetTable {
  for (let tries = 0;; tries++) {
    const [least, most] = plan.columns ?? [2, 6];
    const columns = [Math.max(1, least - (tries >> 2)), Math.max(1, most - (tries >> 2))] as const;
    const planned = planTable(sheet.random, { ...plan, columns });
    const size = Math.max(5.5, style.size - (tries >> 3));
    // A table outside the page is only measured.
    const measured = setTable(sheet, { ...planned, rows: planned.rows }, { ...style, size }, x + 5_000, y, lowest);
    if (measured.width > width && tries < 60) continue;
    return setTable(sheet, planned, { ...style, size }, x, y, lowest);
  }
}

function opening(sheet: Sheet): number {
  const { random } = sheet;
  let y = sheet.height - 60;
  if (random.chance(0.5)) sheet.text("Statistical report", 55, sheet.height - 30, 8);
  if (random.chance(0.7)) y = sheet.prose(55, y, sheet.width - 110, random.int(2, 7), 10, random.chance(0.5)) - 26;
  if (random.chance(0.7)) {
    const title = sentence(random, random.int(4, 9)).replace(".", "");
    sheet.text(random.chance(0.6) ? `Table ${random.int(1, 30)}. ${title}` : title, 55, y, 10, true);
    y -= random.pick([10, 14, 20]);
  }
  return y;
}

function closing(sheet: Sheet, y: number): void {
  const { random } = sheet;
  if (random.chance(0.4)) sheet.text(`Source: ${sentence(random, 5)}`, 55, y -= 14, 7.5);
  if (random.chance(0.3)) sheet.text(`1 ${sentence(random, 8)}`, 55, y -= 12, 7.5);
  if (random.chance(0.6) && y > 160) {
    sheet.prose(55, y - 30, sheet.width - 110, random.int(3, 6), 10, random.chance(0.5));
  }
  if (random.chance(0.5)) sheet.text(String(random.int(2, 200)), sheet.width / 2, 25, 9);
}

const severalOnAPage: Family = async (random) => {
  const sheet = await Sheet.start(random);
  const style = styleFor(random), tables: Made["tables"][number][] = [];
  let y = sheet.height - 60;
  for (let i = 1; y > 260; i++) {
    if (random.chance(0.5)) y = sheet.prose(55, y, 485, random.int(2, 4), 10) - 26;
    sheet.text(`Table ${i}: ${sentence(random, 6)}`, 55, y, 9.5, true);
    const set = fitted(sheet, { rows: [3, 7] }, style, 485, 55, y - 10, 60);
    tables.push({ page: 1, rows: set.rows });
    y = set.y - random.int(28, 44);
  }
  return { data: await sheet.finish(), tables };
};

/** With rules around them or captions above each; rows beside rows. */
const sideBySide: Family = async (random) => {
  const sheet = await Sheet.start(random, { landscape: true });
  const y = sheet.height - 70, grid = random.chance(0.5);
  const style = styleFor(random, { rules: grid ? "grid" : random.pick(["three", "rows", "none"]), size: 8 });
  const tables = [55, 450].map((x, i) => {
    sheet.text(`Table ${i + 1}. ${sentence(random, 5)}`, x, y, 9, true);
    return { page: 1, rows: fitted(sheet, { columns: [2, 4], rows: [5, 9] }, style, 330, x, y - 10).rows };
  });
  return { data: await sheet.finish(), tables };
};

/** Two columns of text with a table in one, or over both. */
const inColumns: Family = async (random) => {
  const sheet = await Sheet.start(random);
  const style = styleFor(random, { size: 8, rules: random.pick(["three", "three", "grid", "head", "rows"]) });
  const over = random.chance(0.3), spread = random.chance(0.7), x = random.chance(0.5) ? 50 : 310;
  let y = 780;
  if (over) {
    sheet.text(`Table 1. ${sentence(random, 7)}`, 50, y, 9, true);
    const set = fitted(sheet, { columns: [4, 8], rows: [4, 9] }, style, 495, 50, y - 10);
    for (const left of [50, 310]) sheet.prose(left, set.y - 30, 235, Math.floor((set.y - 90) / 12), 10, spread);
    return { data: await sheet.finish(), tables: [{ page: 1, rows: set.rows }] };
  }
  sheet.prose(x === 50 ? 310 : 50, y, 235, 56, 10, spread);
  y = sheet.prose(x, y, 235, random.int(8, 20), 10, spread) - 30;
  sheet.text(`Table 1. ${sentence(random, 4)}`, x, y, 9, true);
  const set = fitted(sheet, { columns: [2, 4], rows: [4, 8] }, style, 232, x + 2, y - 8);
  sheet.prose(x, set.y - 26, 235, Math.max(2, Math.floor((set.y - 120) / 12)), 10, spread);
  return { data: await sheet.finish(), tables: [{ page: 1, rows: set.rows }] };
};

/** Goes on over pages, with its heading on each of them. */
const overPages: Family = async (random) => {
  const sheet = await Sheet.start(random);
  const style = styleFor(random, { size: 9, rules: random.pick(["grid", "three", "rows", "head"]), rowGap: 0.8 });
  const plan = planTable(random, { columns: [3, 4], rows: [52, 70], total: true });
  let left = plan.rows;
  const rows: string[][] = [];
  for (let page = 1; left.length > 0; page++) {
    if (page > 1) sheet.newPage();
    sheet.text("Yearbook of figures", 55, 812, 8);
    sheet.text(`Page ${page}`, 520, 25, 8);
    const set = setTable(sheet, { ...plan, rows: left }, style, 55, 780, 70);
    rows.push(...(page === 1 ? set.rows : set.rows.slice(1)));
    left = set.left;
  }
  return { data: await sheet.finish(), tables: [{ page: 1, rows }] };
};

/** A letterhead, an address, lines and totals. */
const invoice: Family = async (random) => {
  const sheet = await Sheet.start(random);
  const { width } = sheet;
  sheet.text("Brackwell Supplies Ltd.", 55, 790, 16, true);
  ["Harbour Road 14", "4051 Port Ellis", "Tel. +41 61 555 01 20"].forEach((line, i) =>
    sheet.text(line, 55, 770 - 12 * i, 9)
  );
  ["Ms Greta Keller", "Upper Lane 3", "9001 Westerlo"].forEach((line, i) => sheet.text(line, 55, 700 - 13 * i, 10));
  ["Invoice no. 2030-1187", "Date: 14/03/2030", "Customer 88012"].forEach((line, i) =>
    sheet.text(line, 380, 700 - 13 * i, 10)
  );
  sheet.text("Invoice", 55, 630, 14, true);
  const kinds: Kind[] = ["integer", "money", "money"];
  const plan: PlanWishes = { columns: [3, 3], rows: [3, 8], kinds, total: true };
  const style = styleFor(random, { size: 9, rules: random.pick(["grid", "three", "head", "rows"]), gap: 3 });
  const set = fitted(sheet, plan, style, width - 110, 55, 605);
  sheet.prose(55, set.y - 40, 485, 2, 9);
  return { data: await sheet.finish(), tables: [{ page: 1, rows: set.rows }] };
};

const TEXTS: readonly Kind[] = ["name", "word", "phrase", "date", "code"];

export const FAMILIES: Readonly<Record<string, Family>> = {
  "full grid": one({ style: { rules: "grid" } }),
  "grid, groups and sections": one({
    plan: { groups: "some", sections: true, columns: [4, 6] },
    style: { rules: "grid" },
  }),
  "grid, cells of several lines": one({
    plan: { kinds: ["sentence", "phrase", "date"], columns: [2, 3] },
    style: { rules: "grid" },
  }),
  "box around": one({ style: { rules: "box" } }),
  "rules between rows": one({ style: { rules: "rows" } }),
  "rules between columns": one({ style: { rules: "columns" } }),
  "three rules": one({ style: { rules: "three" } }),
  "one rule": one({ style: { rules: "head" } }),
  "no rules": one({ style: { rules: "none" } }),
  "no rules, text": one({ plan: { kinds: TEXTS }, style: { rules: "none" } }),
  "no rules, tight": one({ style: { rules: "none", rowGap: 0, leading: 1.1, size: 7 } }),
  "no rules, narrow gaps": one({ plan: { columns: [5, 9] }, style: { rules: "none", gap: 0.9 } }),
  "groups": one({ plan: { groups: "some", columns: [4, 7] }, style: { rules: "three", groupRules: true } }),
  "groups, no rules": one({ plan: { groups: "all", columns: [4, 7] }, style: { rules: "none" } }),
  "sections and indents": one({ plan: { sections: true }, style: {} }),
  "sections, no rules": one({ plan: { sections: true }, style: { rules: "none" } }),
  "wrapped labels": one({ plan: { wrapLabels: 7 }, style: { rowGap: 0.5 } }),
  "wrapped labels, tight": one({ plan: { wrapLabels: 7 }, style: { rowGap: 0, rules: "three", upright: "top" } }),
  "wrapped text, three rules": one({
    plan: { kinds: ["sentence", "phrase", "word", "date"], columns: [2, 3], rows: [4, 8] },
    style: { rules: "three", rowGap: 0.7 },
  }),
  "wrapped text, no rules": one({
    plan: { kinds: ["sentence", "phrase", "word", "date"], columns: [2, 3], rows: [4, 8] },
    style: { rules: "none", rowGap: 0.8 },
  }),
  "currency signs": one({ plan: { kinds: ["money"], prefix: "$", columns: [2, 4] }, style: { gap: 3 } }),
  "thousands by spaces": one({ plan: { kinds: ["spaced"], columns: [2, 5] }, style: {} }),
  "many empty cells": one({ plan: { empty: 0.45, columns: [4, 7] }, style: {} }),
  "empty cells, no rules": one({ plan: { empty: 0.3, columns: [3, 6] }, style: { rules: "none" } }),
  "signs for nothing": one({ plan: { empty: 0.3, missing: "-" }, style: {} }),
  "centred": one({ plan: { align: "centre" }, style: {} }),
  "figures to the left": one({ plan: { align: "left" }, style: { rules: "none" } }),
  "dates and codes": one({
    plan: { first: "date", kinds: ["code", "phrase", "money", "name"], columns: [3, 4] },
    style: {},
  }),
  "small": one({ plan: { rows: [2, 3], columns: [2, 3] }, style: {} }),
  "two columns": one({ plan: { columns: [1, 1], rows: [5, 12] }, style: {} }),
  "wide": one({ plan: { columns: [8, 13], rows: [10, 24] }, style: { size: 7 }, sheet: { landscape: true } }),
  "page rotated": one({ plan: { columns: [5, 9] }, style: {}, sheet: { turn: "rotated" } }),
  "sideways on the page": one({ plan: { columns: [5, 9] }, style: {}, sheet: { turn: "sideways" } }),
  "several on a page": severalOnAPage,
  "side by side": sideBySide,
  "in columns of text": inColumns,
  "over pages": overPages,
  "invoice": invoice,
  "other scripts": otherScripts,
  "no table": noTables,
};
