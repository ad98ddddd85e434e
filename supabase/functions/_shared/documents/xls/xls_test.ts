import assert from "node:assert/strict";
import type { Profile } from "../../pipelines/spreadsheet/describe/schema.ts";
import { spreadsheet } from "../../pipelines/spreadsheet/index.ts";
import { runToEnd } from "../../pipelines/testing.ts";
import { rkValue } from "./records.ts";
import { compoundOf, f64, narrowText, record, u16, u32, wideText, xlsOf } from "./testing.ts";

const shared = (row: number, column: number, text: number) => record(0x00fd, ...u16(row, column, 0), ...u32(text));
const number = (row: number, column: number, value: number, style = 0) =>
  record(0x0203, ...u16(row, column, style), ...f64(value));
const formula = (row: number, column: number, result: number[]) =>
  record(0x0006, ...u16(row, column, 0), ...result, ...new Array(8).fill(0));

async function profileOf(data: Uint8Array<ArrayBuffer>, scale = 1): Promise<{ profile: Profile; clean: string }> {
  const run = await runToEnd(spreadsheet, { files: [{ name: "old.xls", data }], scale, repeatSteps: true });
  return { profile: JSON.parse(run.text("profile.json")), clean: run.text("clean.csv") };
}

const GLOBALS = [
  ...record(0x041e, ...u16(164), ...narrowText("dd/mm/yyyy")),
  ...record(0x00e0, ...u16(0, 0)),
  ...record(0x00e0, ...u16(0, 164)),
  // The third text goes on in another record, with characters of another width.
  ...record(0x00fc, ...u32(3, 3), ...wideText("näme"), ...narrowText("sum"), ...u16(5), 1, ...u16(0x0416, 0x0417)),
  ...record(0x003c, 0, 0x61, 0x62, 0x63),
];

Deno.test("texts, dates by their style, formulas by their values, errors and truths of an .xls are read", async () => {
  const sheet = [
    ...shared(0, 0, 0),
    ...record(0x0204, ...u16(0, 1, 0), ...wideText("day")),
    ...shared(0, 2, 1),
    ...record(0x0204, ...u16(0, 3, 0), ...narrowText("ok")),
    ...shared(1, 0, 2),
    ...number(1, 1, 45_000, 1),
    ...formula(1, 2, f64(3.5)),
    ...record(0x0205, ...u16(1, 3, 0), 1, 0),
    ...formula(2, 0, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
    ...record(0x0207, ...wideText("Ω told")),
    ...number(2, 1, 45_001, 1),
    // 100 and 1.25 in one record.
    ...record(0x00bd, ...u16(2, 2), ...u16(0), ...u32(100 << 2 | 2), ...u16(2)),
    ...record(0x0205, ...u16(2, 3, 0), 0x2a, 1),
    ...record(0x00e5, ...u16(1), ...u16(5, 5, 0, 1)),
  ];
  const { profile, clean } = await profileOf(xlsOf({ globals: GLOBALS, sheets: { "Блат": sheet } }));
  assert.equal(clean, "näme,day,sum,ok\r\nЖЗabc,2023-03-15,3.5,true\r\nΩ told,2023-03-16,100,\r\n");
  const [found] = profile.sheets;
  assert.deepEqual([found?.name, found?.cells?.formulas, found?.cells?.errors, found?.cells?.merged_ranges], [
    "Блат",
    2,
    1,
    1,
  ]);
});

Deno.test("an .xls of several sheets gives the same whatever the slices, and hidden ones are told", async () => {
  const rows = Array.from({ length: 6000 }, (_, i) => [...shared(i + 1, 0, i % 3), ...number(i + 1, 4, i / 3)]).flat();
  const data = xlsOf({
    globals: GLOBALS,
    sheets: { Big: [...shared(0, 0, 0), ...shared(0, 4, 1), ...rows], Small: number(0, 0, 1) },
    hidden: ["Small"],
  });
  const whole = await profileOf(data);
  assert.deepEqual(whole.profile.sheets.map((sheet) => [sheet.state, sheet.rows]), [["visible", 6000], ["hidden", 1]]);
  assert.deepEqual(await profileOf(data, 1 / 16), whole);
});

Deno.test("numbers in 32 bits are integers or the upper half of a double, perhaps in hundredths", () => {
  assert.deepEqual([100 << 2 | 2, (125 << 2) | 3, 0x3ff00000, 0x3ff00001, -5 << 2 | 2].map(rkValue), [
    100,
    1.25,
    1,
    0.01,
    -5,
  ]);
});

Deno.test("what is protected, older, damaged or endless ends in the right error", async () => {
  const refused = async (data: Uint8Array<ArrayBuffer>) =>
    await profileOf(data).then(() => "completed", (error) => error.type);
  const whole = xlsOf({ globals: GLOBALS, sheets: { S: number(0, 0, 1) } });
  assert.equal(await refused(xlsOf({ globals: record(0x002f, 0, 0), sheets: { S: [] } })), "encrypted_file");
  assert.equal(await refused(compoundOf({ EncryptedPackage: new Array(5000).fill(1) })), "encrypted_file");
  assert.equal(await refused(compoundOf({ Book: new Array(5000).fill(1) })), "unsupported_format");
  assert.equal(await refused(compoundOf({ WordDocument: new Array(5000).fill(1) })), "corrupt_file");
  assert.equal(await refused(whole.slice(0, 600)), "corrupt_file");
  const loop = whole.slice();
  // Every sector is followed by the first.
  loop.fill(0, 512, 1024);
  assert.equal(await refused(loop), "corrupt_file");
});

Deno.test("cells farther than an .xls has columns are none", async () => {
  const sheet = [
    ...shared(0, 0, 0),
    ...shared(0, 1, 1),
    ...number(1, 0, 1),
    ...number(1, 1, 2),
    ...number(1, 60_000, 3),
  ];
  const { clean } = await profileOf(xlsOf({ globals: GLOBALS, sheets: { Far: sheet } }));
  assert.equal(clean, "näme,sum\r\n1,2\r\n");
});

Deno.test("a file whose chain of small sectors is a loop comes to an end", async () => {
  const loop = xlsOf({ globals: GLOBALS, sheets: { Loop: number(0, 0, 1) } });
  const view = new DataView(loop.buffer);
  const table = view.getUint32(60, true);
  view.setUint32(512 + 4 * table, table, true);
  const { profile } = await profileOf(loop);
  assert.equal(profile.sheets[0]?.name, "Loop");
});

Deno.test("a workbook of records without end before its first sheet is refused", async () => {
  const globals = new Array<number[]>(120_000).fill(record(0x0001)).flat();
  await assert.rejects(profileOf(xlsOf({ globals, sheets: { A: number(0, 0, 1) } })), { type: "corrupt_file" });
});
