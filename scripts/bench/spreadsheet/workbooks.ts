/**
 * Workbooks as large as they come, each large in a way of its own.
 *
 * @module
 */
import { workbookOf } from "../../../supabase/functions/_shared/documents/xlsx/testing.ts";
import { type Random, seeded } from "../../samples/random.ts";

export interface LargeWorkbook {
  readonly name: string;
  /** What it is full of, in words. */
  readonly what: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Each is just under 20 MB; made when its turn comes. */
export const WORKBOOKS: readonly (() => Promise<LargeWorkbook>)[] = [
  async () => ({
    name: "numbers.xlsx",
    what: "72,500 rows of 24 long numbers",
    content: await workbookOf({ sheets: { Readings: sheet(72_500, 24, longNumber) } }),
  }),
  async () => {
    const texts = new SharedTexts();
    const sheets = {
      Orders: sheet(344_000, 5, (random, column) => column < 3 ? texts.cell(random) : shortNumber(random)),
    };
    return {
      name: "texts.xlsx",
      what: `344,000 rows of 3 texts and 2 numbers, ${texts.amount.toLocaleString("en")} different texts`,
      content: await workbookOf({ sheets, strings: texts.xml() }),
    };
  },
  async () => {
    const texts = new SharedTexts();
    const sheets = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `Branch ${i + 1}`,
        sheet(4_400, 8, (random, column) => column === 0 ? texts.cell(random) : shortNumber(random), i),
      ]),
    );
    return {
      name: "sheets.xlsx",
      what: "60 sheets of 4,400 rows and 8 columns",
      content: await workbookOf({ sheets, strings: texts.xml() }),
    };
  },
];

type Cell = (random: Random, column: number) => string;

function sheet(rows: number, columns: number, cell: Cell, seed = 1): string {
  const random = seeded(seed + 1);
  const parts = [
    `<sheetData><row r="1">${
      Array.from({ length: columns }, (_, i) => `<c r="${letter(i)}1" t="str"><v>column ${i + 1}</v></c>`).join("")
    }</row>`,
  ];
  for (let row = 2; row <= rows + 1; row++) {
    let text = `<row r="${row}">`;
    for (let column = 0; column < columns; column++) {
      text += `<c r="${letter(column)}${row}"${cell(random, column)}</c>`;
    }
    parts.push(`${text}</row>`);
  }
  return `${parts.join("")}</sheetData>`;
}

const letter = (column: number): string => String.fromCharCode(65 + column);
const longNumber = (random: Random): string => `><v>${(random.int(0, 2 ** 30) * 4096 + random.int(0, 4095)) / 1e9}</v>`;
const shortNumber = (random: Random): string => `><v>${random.int(0, 99_999_999) / 100}</v>`;

const SYLLABLES = "ar bel cor dan el fen gor hul is jan kel lor mun nar or pel qui ros sal tor ul ven wil xan yor zel"
  .split(" ");

/** Nearly every cell has a text that no other has. */
class SharedTexts {
  readonly #texts: string[] = [];

  get amount(): number {
    return this.#texts.length;
  }

  cell(random: Random): string {
    const word = () => Array.from({ length: random.int(2, 4) }, () => random.pick(SYLLABLES)).join("");
    if (this.#texts.length === 0 || random.int(0, 9) > 0) this.#texts.push(`${word()} ${word()} ${random.int(1, 999)}`);
    return ` t="s"><v>${this.#texts.length - 1}</v>`;
  }

  xml(): string {
    return this.#texts.map((text) => `<si><t>${text}</t></si>`).join("");
  }
}
