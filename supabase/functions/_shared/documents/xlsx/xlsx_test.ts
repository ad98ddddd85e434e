import assert from "node:assert/strict";
import process from "node:process";
import { runToEnd } from "../../pipelines/testing.ts";
import { spreadsheet } from "../../pipelines/spreadsheet/index.ts";
import type { Profile } from "../../pipelines/spreadsheet/describe/schema.ts";
import { CorruptDeflate, inflate, INFLATE_START } from "../zip/inflate.ts";
import { serialText } from "./sheet_rows.ts";
import { zipOf } from "../zip/testing.ts";
import { workbookOf } from "./testing.ts";

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Words that repeat, noise that does not, and a long run: all kinds of blocks. */
function mixed(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let seed = 7;
  for (let i = 0; i < size; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    bytes[i] = i < size / 3 ? "<row><c><v>12</v>".charCodeAt(i % 17) : i < size * 2 / 3 ? seed >>> 24 : 0x20;
  }
  return bytes;
}

Deno.test("inflating can be stopped anywhere and gone on with from what was kept", async () => {
  const original = mixed(300_000), input = await packed(original);
  for (const [most, chunk] of [[1000, 700], [65_536, 4096], [10, 100_000], [1 << 20, 1 << 20]] as const) {
    const out = new Uint8Array(original.length);
    let state = INFLATE_START, want = chunk;
    while (state.block !== "end") {
      const end = Math.min(input.length, state.input + want);
      const { state: next, output } = inflate(state, input.subarray(state.input, end), end === input.length, most);
      out.set(output, state.output);
      // A header that does not fit into the input asks for more of it.
      want = next.input === state.input && output.length === 0 ? want * 2 : chunk;
      state = structuredClone(next);
      if (most === 10 && state.output > 5000) break;
    }
    assert.deepEqual(out.subarray(0, state.output), original.subarray(0, state.output));
  }
});

Deno.test("damaged data are told as such", async () => {
  const input = await packed(mixed(10_000));
  assert.throws(() => inflate(INFLATE_START, input.subarray(0, 500), true, 1 << 20), CorruptDeflate);
  assert.throws(() => inflate(INFLATE_START, Uint8Array.of(0x07, 1, 2, 3), true, 100), CorruptDeflate);
});

Deno.test("days are counted as spreadsheets count them, in both date systems", () => {
  assert.equal(serialText(1, false), "1900-01-01");
  assert.equal(serialText(59, false), "1900-02-28");
  assert.equal(serialText(61, false), "1900-03-01");
  assert.equal(serialText(45_000.75, false), "2023-03-15 18:00:00");
  assert.equal(serialText(43_538, true), "2023-03-15");
  assert.equal(serialText(0.5, false), "12:00:00");
});

async function profileOf(data: Uint8Array<ArrayBuffer>, scale = 1): Promise<{ profile: Profile; clean: string }> {
  const run = await runToEnd(spreadsheet, { files: [{ name: "book.xlsx", data }], scale, repeatSteps: true });
  return { profile: JSON.parse(run.text("profile.json")), clean: run.text("clean.csv") };
}

Deno.test("texts, formulas by their values, dates by their style, errors and merged cells are read", async () => {
  const data = await workbookOf({
    styles:
      `<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>`,
    strings: `<si><t>name</t></si><si><r><t>A </t></r><r><t>&amp; B</t></r></si><si><t/></si>`,
    sheets: {
      Data: `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>day</t></is></c>` +
        `<c r="C1" t="inlineStr"><is><t>sum</t></is></c></row>` +
        `<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>45000</v></c><c r="C2"><f>1+2</f><v>3</v></c></row>` +
        `<row r="4"><c r="A4" t="str"><f>"x"</f><v>x</v></c><c r="B4" s="1"><v>45001</v></c><c r="C4" t="e"><v>#DIV/0!</v></c></row>` +
        `</sheetData><mergeCells count="1"><mergeCell ref="A5:B5"/></mergeCells>`,
    },
  });
  const { profile, clean } = await profileOf(data);
  assert.equal(clean, "name,day,sum\r\nA & B,2023-03-15,3\r\nx,2023-03-16,\r\n");
  const [sheet] = profile.sheets;
  assert.deepEqual([sheet?.cells?.formulas, sheet?.cells?.errors, sheet?.cells?.merged_ranges], [2, 1, 1]);
});

Deno.test("days are counted from 1904 where the workbook says so, and merged headings name their columns", async () => {
  const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const data = await workbookOf({
    is1904: true,
    styles: `<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>`,
    sheets: {
      Data: `<sheetData><row r="1">${text("A1", "Day")}${text("B1", "North")}${text("D1", "South")}</row>` +
        `<row r="2">${text("B2", "in")}${text("C2", "out")}${text("D2", "in")}${text("E2", "out")}</row>` +
        [0, 1, 2].map((i) =>
          `<row r="${i + 3}"><c r="A${i + 3}" s="1"><v>${43_538 + i}</v></c>` +
          ["B", "C", "D", "E"].map((column) => `<c r="${column}${i + 3}"><v>${i}</v></c>`).join("") + "</row>"
        ).join("") + `</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>`,
    },
  });
  const { clean } = await profileOf(data);
  assert.match(clean, /^Day,North in,North out,South in,South out\r\n2023-03-15,0,0,0,0\r\n/);
});

Deno.test("hidden sheets are analysed and told, or left out on request", async () => {
  const sheet = `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`;
  const data = await workbookOf({ sheets: { Shown: sheet, "Secret": sheet }, hidden: ["Secret"] });
  const states = async (options: Record<string, unknown>) => {
    const run = await runToEnd(spreadsheet, { files: [{ name: "book.xlsx", data }], options });
    return (JSON.parse(run.text("profile.json")) as Profile).sheets.map(({ name, state }) => [name, state]);
  };
  assert.deepEqual(await states({}), [["Shown", "visible"], ["Secret", "hidden"]]);
  assert.deepEqual(await states({ hidden: false }), [["Shown", "visible"]]);
});

Deno.test("a workbook read in small slices gives what it gives in one", async () => {
  const rows = Array.from(
    { length: 8000 },
    (_, i) =>
      `<row r="${i + 2}"><c r="A${i + 2}" t="s"><v>${i % 900}</v></c><c r="C${i + 2}"><v>${i / 8}</v></c></row>`,
  );
  const data = await workbookOf({
    strings: Array.from({ length: 900 }, (_, i) => `<si><t>wört ${i}</t></si>`).join(""),
    sheets: { Big: `<sheetData>${rows.join("")}</sheetData>` },
  });
  assert.deepEqual(await profileOf(data, 1 / 16), await profileOf(data));
});

Deno.test("rows without attributes, and tags with a prefix, are cut at their ends only", async () => {
  const book = (prefix: string) => {
    const rows = Array.from(
      { length: 9000 },
      (_, i) => `<row><c t="s"><v>${i % 900}</v></c><c><v>${i / 7}</v></c></row>`,
    );
    const prefixed = (xml: string) => xml.replace(/<(\/?)(?=[a-z])/g, `<$1${prefix}`);
    return workbookOf({
      strings: prefixed(Array.from({ length: 900 }, (_, i) => `<si><t>wört ${i}</t></si>`).join("")),
      sheets: { Big: prefixed(`<sheetData>${rows.join("")}</sheetData>`) },
    });
  };
  for (const prefix of ["", "x:"]) {
    const sliced = await profileOf(await book(prefix), 1 / 16);
    assert.equal(sliced.profile.sheets[0]?.rows, 9000, prefix);
    assert.deepEqual(sliced, await profileOf(await book(prefix)));
  }
});

Deno.test("bombs, entities and rubbish end in the right error", async () => {
  const refused = async (data: Uint8Array<ArrayBuffer>) =>
    await profileOf(data).then(() => "completed", (error) => error.type);
  const bomb = new Uint8Array(40 * 1024 * 1024).fill(0x20);
  const strings = await workbookOf({ sheets: { S: "<sheetData/>" }, strings: "<si><t>x</t></si>" });
  assert.equal(await refused(strings.subarray(0, 300) as Uint8Array<ArrayBuffer>), "corrupt_file");
  assert.equal(
    await refused(
      await workbookOf({
        sheets: { S: "<sheetData/>" },
        strings: `<!DOCTYPE x [<!ENTITY a "aaaa">]><si><t>&a;</t></si>`,
      }),
    ),
    "unsafe_content",
  );
  assert.equal(
    await refused(
      await zipOf([{ name: "xl/workbook.xml", content: bomb }, {
        name: "xl/_rels/workbook.xml.rels",
        content: "<x/>",
      }]),
    ),
    "too_large",
  );
  assert.equal(await refused(await zipOf([{ name: "readme.txt", content: "hello" }])), "corrupt_file");
});

Deno.test("tags, texts and their sounds without ends cost no more than others", async () => {
  const many = (tag: string) => tag.repeat(Math.floor(2e6 / tag.length));
  const cell = '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>';
  const before = process.cpuUsage();
  for (
    const workbook of [
      { sheets: { A: `<sheetData>${many("<row ")}/></sheetData>` } },
      { sheets: { A: `<sheetData><row>${many("<c ")}/></row></sheetData>` } },
      { sheets: { A: `<sheetData><row>${many("<c>")}</row></sheetData>` } },
      { sheets: { A: cell }, strings: many("<si>") },
      { sheets: { A: cell }, strings: `<si><t>x</t>${many("<rPh>")}</si>` },
    ]
  ) await runToEnd(spreadsheet, { files: [{ name: "a.xlsx", data: await workbookOf(workbook) }] });
  const { user } = process.cpuUsage(before);
  assert.ok(user < 20e6, `${user / 1e6} s`);
});
