import assert from "node:assert/strict";
import fc from "fast-check";
import { detectDialect } from "./dialect.ts";
import { detectEncoding } from "./encoding.ts";
import { detectFormat, readCsv } from "./reader.ts";
import { type Dialect, parseRecords } from "./records.ts";
import { csvLine } from "./write.ts";

const COMMA: Dialect = { delimiter: ",", quote: '"', backslash: false, newline: "\n" };

function parse(text: string, dialect = COMMA): string[][] {
  const rows: string[][] = [];
  parseRecords(text, dialect, { isEnd: true, take: (cells) => rows.push(cells) });
  return rows;
}

const fileOf = (bytes: Uint8Array<ArrayBuffer>) => ({
  name: "table.csv",
  bytes: bytes.length,
  readRange: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
});

Deno.test("quotes, doubled quotes, line ends in cells and CRLF are read as written", () => {
  assert.deepEqual(parse('a,"b ""c""",d\r\n"x\ny",,"z"\r\n'), [["a", 'b "c"', "d"], ["x\ny", "", "z"]]);
});

Deno.test("a quote out of place spoils its own line only", () => {
  const text = '1,"Widget "large"",5\n2,Gadget,7\n3,"12"x\n4,"open,9\n';
  assert.deepEqual(parse(text), [["1", 'Widget "large"', "5"], ["2", "Gadget", "7"], ["3", "12x"], [
    "4",
    '"open',
    "9",
  ]]);
});

Deno.test("a backslash before a delimiter or a quote takes its meaning away", () => {
  const dialect = { ...COMMA, backslash: true };
  assert.deepEqual(parse('a\\,b,c\n"d\\"e",f\n', dialect), [["a,b", "c"], ['d"e', "f"]]);
});

Deno.test("what is written is read again, whatever the cells hold", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", " ", "é", "1", ";") })
    .filter((text) => text.trim() === text);
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
    assert.deepEqual(parse(rows.map((row) => csvLine(row)).join("")), rows);
  }));
});

Deno.test("cells that a spreadsheet would run are defused; numbers are left alone", () => {
  const line = csvLine(["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2.5", "+49 30 1234", "-", "\t=x"]);
  assert.equal(line, `'=1+1,'@SUM(A1),'+cmd|' /C calc'!A0,-2.5,+49 30 1234,-,'\t=x\r\n`);
});

Deno.test("slices of any size give the same records as the whole, in every encoding", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i},"Zeile ${i}\nzwei ""é""",ü${i % 7}`);
  const text = `id,note,x\n${rows.join("\n")}\n`;
  const utf16 = new Uint8Array(2 + text.length * 2);
  utf16.set([0xff, 0xfe]);
  for (let i = 0; i < text.length; i++) utf16.set([text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8], 2 + i * 2);
  const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
  for (const bytes of [new TextEncoder().encode(text), utf16, latin]) {
    const file = fileOf(bytes);
    const format = await detectFormat(file);
    for (const size of [7, 64, 1000, 1 << 20]) {
      const found: string[][] = [];
      for (let at = 0; at < file.bytes;) {
        at = (await readCsv(file, format, at, size, (cells) => found.push(cells))).next;
      }
      assert.equal(found.length, 61, `${format.encoding.label}, slices of ${size}`);
      assert.deepEqual(found[8], ["7", 'Zeile 7\nzwei "é"', "ü0"]);
    }
  }
});

Deno.test("a file of one endless line is refused, not held in memory", async () => {
  const file = fileOf(new Uint8Array(20 * 1024 * 1024).fill(0x61));
  const format = { encoding: { label: "utf-8", bom: 0, unit: 1 as const }, dialect: COMMA };
  await assert.rejects(readCsv(file, format, 0, 1 << 20, () => {}), { type: "row_too_long" });
});

Deno.test("a line in another encoding is read as windows-1252 and counted", async () => {
  const file = fileOf(new Uint8Array([...new TextEncoder().encode("a,é\n"), 0x62, 0x2c, 0xe9, 0x0a]));
  const found: string[][] = [];
  const slice = await readCsv(file, await detectFormat(file), 0, 100, (cells) => found.push(cells));
  assert.deepEqual(found, [["a", "é"], ["b", "é"]]);
  assert.equal(slice.foreignLines, 1);
});

Deno.test("delimiters are told by the rows' lengths, not by how often they come", () => {
  const of = (text: string) => detectDialect(text, true).delimiter;
  assert.equal(of("a;b;c\n1,5;2,5;x\n2,5;3,5;y\n"), ";");
  assert.equal(of("a\tb\nx, y\tz, w, v\n"), "\t");
  assert.equal(of("id|note\n1|a,b,c\n2|d\n"), "|");
  assert.equal(of("name\nAnna\nBert\n"), ",");
});

Deno.test("encodings are told by mark, by validity, by the pattern of NULs and by letters", async () => {
  const label = async (bytes: number[]) => (await detectEncoding(Uint8Array.from(bytes))).label;
  assert.equal(await label([0xef, 0xbb, 0xbf, 0x61]), "utf-8");
  assert.equal(await label([...new TextEncoder().encode("Ünïcode\n")]), "utf-8");
  assert.equal(await label([0x61, 0, 0x2c, 0, 0x62, 0, 0x0a, 0]), "utf-16le");
  assert.equal(await label([..."Köln,5\nZürich,6\n"].map((character) => character.charCodeAt(0))), "windows-1252");
});
