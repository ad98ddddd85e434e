import assert from "node:assert/strict";
import { workbookOf } from "../../documents/xlsx/testing.ts";
import { runToEnd } from "../testing.ts";
import { Profile } from "./describe/schema.ts";
import { spreadsheet } from "./index.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A workbook in whose rows one long text stands again and again, beside a number that does not compress. */
async function repeating(rows: number, cells: number, letters: number): Promise<Uint8Array<ArrayBuffer>> {
  let noise = 1;
  const number = () => (noise = noise * 48271 % 2147483647) / 7;
  const names = [
    '<c t="str"><v>number</v></c>',
    ...Array.from({ length: cells }, (_, i) => `<c t="str"><v>c${i}</v></c>`),
  ];
  const row = () => `<row><c><v>${number()}</v></c>${'<c t="s"><v>0</v></c>'.repeat(cells)}</row>`;
  return await workbookOf({
    sheets: { T: `<sheetData><row>${names.join("")}</row>${Array.from({ length: rows }, row).join("")}</sheetData>` },
    strings: `<si><t>${"long ".repeat(letters / 5)}</t></si>`,
  });
}

const analyse = (name: string, data: Uint8Array<ArrayBuffer>) =>
  runToEnd(spreadsheet, { files: [{ name, data, mediaType: XLSX }] });

Deno.test("a text that stands in many cells is read in smaller slices", async () => {
  const run = await analyse("repeats.xlsx", await repeating(10_000, 1, 2500));
  const [sheet] = Profile.parse(JSON.parse(run.text("profile.json"))).sheets;
  assert.deepEqual([sheet?.rows, sheet?.columns[1]?.distinct], [10_000, 1]);
});

Deno.test("a workbook of a few kB whose cells come to gigabytes is refused with a sentence", async () => {
  const data = await repeating(2_000, 50, 32_000);
  assert.ok(data.length < 400_000, `${data.length} bytes`);
  await assert.rejects(analyse("bomb.xlsx", data), {
    type: "too_large",
    message: /^Cannot analyse bomb\.xlsx: it repeats long texts/,
  });
});
