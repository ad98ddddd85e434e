/**
 * Documents made for tests, each with the tables that a careful reader would take out of it.
 *
 * @module
 */
import { drawnHeading } from "./drawn_heading.ts";
import { longCell } from "./long_cell.ts";
import { raisedUnit } from "./raised_unit.ts";
import { tightHeading } from "./tight_heading.ts";
import { type Column, Typesetter } from "./typesetter.ts";

export interface GoldDocument {
  readonly name: string;
  readonly tables: string[][][];
  make(): Promise<Uint8Array<ArrayBuffer>>;
}

const column = (x: number, width: number, align: Column["align"] = "right"): Column => ({ x, width, align });

const REGIONS = ["North", "East", "South", "West", "Islands"];

/** A statistical office's table: no rules but under the heading, dots after the labels, a title and notes around it. */
const leaders: GoldDocument = {
  name: "leader dots, a heading in two levels, sections and a wrapped label",
  tables: [[
    ["", "Establishments", "", "Employees", ""],
    ["Branch of industry", "2029", "2030", "2029", "2030"],
    ["Food", "", "", "", ""],
    ["Bakeries", "1,204", "1,187", "15,310", "15,002"],
    ["Dairies", "310", "305", "9,870", "9,911"],
    ["Preserving of fruit, vegetables and mushrooms", "88", "91", "2,040", "2,113"],
    ["Textiles", "", "", "", ""],
    ["Spinning mills", "45", "44", "3,120", "3,001"],
    ["Carpets", "23", "-", "840", "-"],
    ["Total", "1,670", "1,627", "31,180", "30,027"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    let y = t.prose(60, 780, 470, 6) - 14;
    t.text("Table 4. Establishments and employees by branch of industry, 2029 and 2030", 60, y, { bold: true });
    y -= 22;
    const columns = [column(60, 190, "left"), column(270, 50), column(330, 50), column(390, 55), column(455, 55)];
    t.row(columns, ["", { text: "Establishments", span: 2 }, { text: "Employees", span: 2 }], y);
    t.row(columns, ["Branch of industry", "2029", "2030", "2029", "2030"], y -= 14);
    t.rule(60, 510, y - 4);
    y -= 4;
    for (const row of leaders.tables[0]!.slice(2)) {
      const label = row[0]!;
      if (label.startsWith("Preserving")) {
        t.text("Preserving of fruit, vegetables and", 60, y -= 13);
        t.text("mushrooms", 68, y -= 13);
        t.leader("mushrooms", 68, 255, y);
        t.row(columns, ["", ...row.slice(1)], y);
        continue;
      }
      t.row(columns, row, y -= 13);
      if (row[1]) t.leader(label, 60, 255, y, label.length < 8);
    }
    t.text("- Not available. Figures may not add up because of rounding.", 60, y - 22);
    t.prose(60, y - 50, 470, 8);
    return t.finish();
  },
};

/** A company's statement: a currency sign at the left edge of a column, brackets for losses, no rules. */
const statement: GoldDocument = {
  name: "a financial statement with currency signs and brackets",
  tables: [[
    ["", "2031", "2030", "2029"],
    ["Net sales", "$ 394,328", "$ 365,817", "$ 274,515"],
    ["Cost of sales", "223,546", "212,981", "169,559"],
    ["Gross margin", "170,782", "152,836", "104,956"],
    ["Research and development", "26,251", "21,914", "18,752"],
    ["Other income/(expense), net", "(334)", "258", "803"],
    ["Net income", "$ 99,803", "$ 94,680", "$ 57,411"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    let y = t.prose(60, 780, 470, 4) - 20;
    t.text("Statements of operations (in millions)", 200, y, { bold: true });
    const columns = [column(60, 200, "left"), column(300, 60), column(380, 60), column(460, 60)];
    t.row(columns, statement.tables[0]![0]!, y -= 24, true);
    for (const row of statement.tables[0]!.slice(1)) {
      t.row(columns, row.map((text) => text.replace("$ ", "")), y -= 14);
      row.forEach((text, i) => text.startsWith("$") && t.text("$", columns[i]!.x, y));
    }
    t.text("See accompanying notes.", 60, y - 24);
    return t.finish();
  },
};

/** A journal's page in two columns with a small table in one of them. */
const journal: GoldDocument = {
  name: "a table in one of a page's two columns",
  tables: [[
    ["Variety", "Yield", "Height", "n"],
    ["Akino", "6.1", "88.4", "40"],
    ["Belor", "5.7", "91.0", "38"],
    ["Corina", "6.4", "79.9", "41"],
    ["Dunja", "5.2", "84.3", "40"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    t.prose(50, 790, 235, 60);
    let y = t.prose(310, 790, 235, 14) - 10;
    t.text("Table 1. Yield (t/ha) and height (cm) of four varieties", 310, y, { size: 9 });
    const columns = [column(314, 80, "left"), column(400, 40), column(450, 45), column(505, 30)];
    t.rule(310, 545, y -= 6);
    const [heading, ...rows] = journal.tables[0]!;
    t.row(columns, heading!, y -= 12);
    t.rule(310, 545, y -= 4);
    for (const row of rows) t.row(columns, row, y -= 12);
    t.rule(310, 545, y -= 5);
    t.prose(310, y - 24, 235, 30);
    return t.finish();
  },
};

/** Words in cells, wrapped, with rules over and under the heading and at the end only. */
const wrapped: GoldDocument = {
  name: "cells of several lines without rules between the rows",
  tables: [[
    ["Measure", "Responsible", "Remarks"],
    ["Renewal of the water mains in the old town", "Public works", "Begins after the summer season, in three stages"],
    ["Second gymnasium", "Schools", "Plans are on view at the town hall until the end of March"],
    ["Night buses", "Transport", "Trial for a year"],
    ["Register of trees", "Parks and gardens", "Done by volunteers under the guidance of the office"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    let y = t.prose(60, 780, 470, 5) - 20;
    const columns = [column(60, 130, "left"), column(205, 90, "left"), column(310, 220, "left")];
    t.rule(60, 530, y);
    t.row(columns, wrapped.tables[0]![0]!, y -= 13, true);
    t.rule(60, 530, y -= 4);
    const lines = [
      [["Renewal of the water", "mains in the old town"], ["Public works"], [
        "Begins after the summer season, in three stages",
      ]],
      [["Second gymnasium"], ["Schools"], ["Plans are on view at the town hall until the end of", "March"]],
      [["Night buses"], ["Transport"], ["Trial for a year"]],
      [["Register of trees"], ["Parks and gardens"], ["Done by volunteers under the guidance of the", "office"]],
    ];
    for (const row of lines) {
      y -= 6;
      const height = Math.max(...row.map((cell) => cell.length));
      for (let i = 0; i < height; i++) t.row(columns, row.map((cell) => cell[i] ?? ""), y -= 12);
    }
    t.rule(60, 530, y - 5);
    t.prose(60, y - 40, 470, 6);
    return t.finish();
  },
};

/** A full grid with cells that span rows and columns. */
const grid: GoldDocument = {
  name: "a grid with spanning cells and cells of several lines",
  tables: [[
    ["Region", "Morning", "", "Evening"],
    ["", "Buses", "Trams", "Trains"],
    ["North", "12", "4", "6 (weekdays only)"],
    ["South", "9", "", "5"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    t.prose(60, 780, 470, 4);
    const xs = [100, 200, 280, 360, 460], ys = [690, 670, 650, 620, 600];
    for (const y of [ys[0]!, ys[2]!, ys[3]!, ys[4]!]) t.rule(100, 460, y);
    t.rule(200, 460, ys[1]!);
    for (const x of [100, 200, 360, 460]) t.vertical(x, 600, 690);
    t.vertical(280, 600, 670);
    t.text("Region", 105, 675);
    t.text("Morning", 265, 675);
    t.text("Evening", 365, 675);
    const row = (y: number, cells: string[]) => cells.forEach((text, i) => text && t.text(text, xs[i]! + 5, y));
    row(655, ["", "Buses", "Trams", "Trains"]);
    row(637, ["North", "12", "4", "6 (weekdays"]);
    row(625, ["", "", "", "only)"]);
    row(605, ["South", "9", "", "5"]);
    return t.finish();
  },
};

const numbers = (row: number): string[] => [1, 2, 3].map((i) => String((row * 37 + i * 101) % 900 + 100));

/** Three pages of one table, heading repeated, running heads and page numbers around it. */
const continued: GoldDocument = {
  name: "a table that goes on over three pages",
  tables: [[
    ["Place", "Births", "Deaths", "Moves"],
    ...Array.from({ length: 90 }, (_, i) => [`${REGIONS[i % 5]} ${i + 1}`, ...numbers(i)]),
  ]],
  make: async () => {
    const t = await Typesetter.start();
    const columns = [column(60, 150, "left"), column(240, 70), column(330, 70), column(420, 70)];
    const [heading, ...rows] = continued.tables[0]!;
    for (let page = 0; page < 3; page++) {
      if (page > 0) t.newPage();
      t.text("Yearbook of the municipalities", 60, 800, { size: 8 });
      t.text(String(page + 17), 290, 30, { size: 8 });
      let y = 760;
      t.rule(60, 490, y + 14);
      t.row(columns, heading!, y, true);
      t.rule(60, 490, y - 4);
      for (const row of rows.slice(page * 30, page * 30 + 30)) t.row(columns, row, y -= 18);
      t.rule(60, 490, y - 6);
    }
    return t.finish();
  },
};

/** Two tables beside each other. */
const beside: GoldDocument = {
  name: "two tables side by side",
  tables: [
    [["Boys", "Count"], ["Emil", "120"], ["Noah", "114"], ["Paul", "98"], ["Theo", "87"]],
    [["Girls", "Count"], ["Anna", "131"], ["Emma", "118"], ["Lina", "101"], ["Mila", "90"]],
  ],
  make: async () => {
    const t = await Typesetter.start();
    t.prose(60, 780, 470, 4);
    beside.tables.forEach((table, i) => {
      const left = 60 + i * 260, columns = [column(left + 5, 100, "left"), column(left + 110, 60)];
      let y = 690;
      t.rule(left, left + 175, y);
      table.forEach((row, r) => {
        t.row(columns, row, y - 12, r === 0);
        t.rule(left, left + 175, y -= 17);
      });
      for (const x of [left, left + 107, left + 175]) t.vertical(x, y, 690);
    });
    return t.finish();
  },
};

/** Two tables beside each other without rules, set with different distances between their lines. */
const apart: GoldDocument = {
  name: "two tables side by side with white space only, their lines at different heights",
  tables: [
    [
      ["Town", "People", "Area"],
      ...["Ames", "Bonn", "Cork", "Dole", "Elba", "Fano"].map((n, i) => [n, ...numbers(i).slice(0, 2)]),
    ],
    [
      ["River", "Length", "Bridges"],
      ...["Aare", "Rhine", "Lee", "Doubs"].map((n, i) => [n, ...numbers(i + 7).slice(0, 2)]),
    ],
  ],
  make: async () => {
    const t = await Typesetter.start();
    t.prose(60, 780, 470, 4);
    apart.tables.forEach((table, i) => {
      const left = 60 + i * 270;
      const columns = [column(left, 70, "left"), column(left + 75, 55), column(left + 135, 55)];
      table.forEach((row, r) => t.row(columns, row, 690 - r * (i === 0 ? 14 : 22) - i * 5, r === 0));
    });
    return t.finish();
  },
};

/** Two tables beside each other without rules, row by row at one height: their captions tell. */
const captioned: GoldDocument = {
  name: "two tables side by side, each under its caption",
  tables: [
    [["Month", "Rain", "Sun"], ...["May", "June", "July", "August"].map((n, i) => [n, ...numbers(i).slice(0, 2)])],
    [
      ["Month", "Frost", "Snow"],
      ...["January", "February", "March", "April"].map((n, i) => [n, ...numbers(i + 3).slice(0, 2)]),
    ],
  ],
  make: async () => {
    const t = await Typesetter.start();
    t.prose(60, 780, 470, 4);
    captioned.tables.forEach((table, i) => {
      const left = 60 + i * 270;
      const columns = [column(left, 70, "left"), column(left + 75, 55), column(left + 135, 55)];
      t.text(`Table ${i + 1}. A season`, left, 705, { bold: true });
      table.forEach((row, r) => t.row(columns, row, 688 - r * 15, r === 0));
    });
    return t.finish();
  },
};

/** A table turned by a quarter, as wide ones are. */
const turned: GoldDocument = {
  name: "a table turned by a quarter",
  tables: [[
    ["Year", "Rain", "Sun"],
    ...[2027, 2028, 2029, 2030].map((year, i) => [String(year), ...numbers(i).slice(0, 2)]),
  ]],
  make: async () => {
    const t = await Typesetter.start();
    turned.tables[0]!.forEach((row, r) => row.forEach((text, c) => t.sideways(text, 100 + r * 16, 100 + c * 120)));
    return t.finish();
  },
};

/** Nothing here is a table: running text, a list, notes. */
const none: GoldDocument = {
  name: "running text, a list and notes without a table",
  tables: [],
  make: async () => {
    const t = await Typesetter.start();
    let y = t.prose(60, 780, 470, 10) - 10;
    for (
      const item of ["first, the wording of the questions;", "second, the number of replies;", "third, the weights."]
    ) {
      t.text("\u2022", 70, y);
      t.text(item, 90, y);
      y -= 14;
    }
    y = t.prose(60, y - 10, 470, 12) - 10;
    for (
      const [mark, note] of [["1.", "See the annex."], ["2.", "Without the islands."], ["3.", "Estimate."]] as const
    ) {
      t.text(mark, 60, y);
      t.text(note, 80, y);
      y -= 12;
    }
    return t.finish();
  },
};

/** Cells set in the middle of their rows' heights, and words that captions begin with. */
const middled: GoldDocument = {
  name: "rows of several lines set in the middle, without rules, and cells that begin like captions",
  tables: [[
    ["Chapter", "Author", "Contents", "Due"],
    ["Harvest", "Anna Keller", "Yields by region and what they depend on", "01/03/2031"],
    ["Prices", "Bilal Costa", "Evidence when figures differ", "15/04/2031"],
    ["Annex", "Ines Moreau", "All tables of the report", "30/05/2031"],
    ["Index", "Hugo Brandt", "Names", "12/06/2031"],
  ]],
  make: async () => {
    const t = await Typesetter.start();
    const columns = [column(60, 70, "left"), column(145, 80, "left"), column(240, 90, "left"), column(350, 60, "left")];
    const broken = [
      ["Contents"],
      ["Yields by region", "and what they", "depend on"],
      ["Evidence when", "figures differ"],
      ["All", "tables of the report"],
      ["Names"],
    ];
    let y = t.prose(60, 780, 470, 5) - 30;
    middled.tables[0]!.forEach(([chapter, author, , due], i) => {
      const lines = broken[i]!, middle = y - 6 * (lines.length - 1);
      t.row(columns, [chapter!, author!, "", due!], middle);
      lines.forEach((line, j) => t.text(line, 240, y - 12 * j));
      y -= 12 * (lines.length - 1) + 20;
    });
    return t.finish();
  },
};

export const GOLD_DOCUMENTS: readonly GoldDocument[] = [
  leaders,
  statement,
  journal,
  wrapped,
  grid,
  drawnHeading,
  continued,
  beside,
  apart,
  captioned,
  turned,
  middled,
  tightHeading,
  longCell,
  raisedUnit,
  none,
];
