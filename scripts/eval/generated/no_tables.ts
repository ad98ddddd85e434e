/**
 * Pages without a table that might be taken to have one.
 *
 * @module
 */
import { rowLabels, sentence } from "./content.ts";
import type { Family } from "./families.ts";
import { Sheet } from "./sheet.ts";

export const noTables: Family = async (random) => {
  const sheet = await Sheet.start(random);
  random.pick([article, letter, contents, list, references])(sheet);
  return { data: await sheet.finish(), tables: [] };
};

/** Two or three columns of text. */
function article(sheet: Sheet): void {
  const columns = sheet.random.int(2, 3), width = columns === 2 ? 235 : 150, step = columns === 2 ? 255 : 168;
  sheet.text(sentence(sheet.random, 7), 50, 790, 16, true);
  for (let i = 0; i < columns; i++) sheet.prose(50 + i * step, 750, width, 54, 10, sheet.random.chance(0.6));
}

function letter(sheet: Sheet): void {
  ["Brackwell Supplies Ltd.", "Harbour Road 14", "4051 Port Ellis"].forEach((line, i) =>
    sheet.text(line, 55, 790 - 13 * i, 10)
  );
  ["Ms Greta Keller", "Upper Lane 3", "9001 Westerlo"].forEach((line, i) => sheet.text(line, 55, 700 - 13 * i, 10));
  sheet.text("Port Ellis, 14 March 2030", 380, 640, 10);
  sheet.text("Dear Ms Keller,", 55, 600, 10);
  const y = sheet.prose(55, 575, 485, 12, 10) - 30;
  sheet.text("Yours sincerely,", 55, y, 10);
  sheet.text("Hugo Brandt", 55, y - 50, 10);
  sheet.text("Director", 55, y - 63, 10);
}

function contents(sheet: Sheet): void {
  let y = 790;
  sheet.text("Contents", 55, y, 16, true);
  y -= 34;
  for (const [i, title] of rowLabels(sheet.random, 16).entries()) {
    sheet.text(`${i + 1}`, 55, y, 10);
    sheet.text(title, 80, y, 10);
    const from = 84 + sheet.widthOf(title, 10), dot = sheet.widthOf(".", 10);
    sheet.text(".".repeat(Math.floor((500 - from) / dot)), from, y, 10);
    sheet.text(String(4 + i * 7), 520, y, 10);
    y -= 16;
  }
}

function list(sheet: Sheet): void {
  let y = sheet.prose(55, 790, 485, 5, 10) - 24;
  for (let i = 1; y > 120; i++) {
    sheet.text(sheet.random.chance(0.5) ? "\u2022" : `${i}.`, 60, y, 10);
    y = sheet.prose(82, y, 455, sheet.random.int(1, 3), 10) - 18;
  }
}

function references(sheet: Sheet): void {
  sheet.text("References", 55, 790, 14, true);
  let y = 760;
  for (let i = 1; y > 120; i++) {
    sheet.text(`[${i}]`, 55, y, 9);
    const lines = sheet.wrapped(
      `${sentence(sheet.random, 9)} ${sheet.random.int(1960, 2029)}, pp. ${i * 7}\u2013${i * 9}.`,
      440,
      9,
    );
    lines.forEach((line, j) => sheet.text(line, 85, y - 11 * j, 9));
    y -= 11 * lines.length + 5;
  }
}
