import assert from "node:assert/strict";
import process from "node:process";
import type { Profile } from "../../pipelines/spreadsheet/describe/schema.ts";
import { spreadsheet } from "../../pipelines/spreadsheet/index.ts";
import { runToEnd } from "../../pipelines/testing.ts";
import { zipOf } from "../zip/testing.ts";

const MIME = "application/vnd.oasis.opendocument.spreadsheet";

function odsOf(tables: string, more: { styles?: string; manifest?: string } = {}): Promise<Uint8Array<ArrayBuffer>> {
  return zipOf([
    { name: "mimetype", content: MIME },
    { name: "META-INF/manifest.xml", content: `<manifest:manifest>${more.manifest ?? ""}</manifest:manifest>` },
    {
      name: "content.xml",
      content: `<?xml version="1.0"?><office:document-content><office:automatic-styles>${more.styles ?? ""}` +
        `</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body>` +
        `</office:document-content>`,
    },
  ]);
}

const text = (value: string, more = "") =>
  `<table:table-cell office:value-type="string"${more}><text:p>${value}</text:p></table:table-cell>`;
const number = (value: number, more = "") =>
  `<table:table-cell office:value-type="float" office:value="${value}"${more}><text:p>shown</text:p></table:table-cell>`;
const row = (cells: string, more = "") => `<table:table-row${more}>${cells}</table:table-row>`;
const table = (name: string, rows: string, more = "") =>
  `<table:table table:name="${name}"${more}>${rows}</table:table>`;

async function profileOf(data: Uint8Array<ArrayBuffer>, scale = 1): Promise<{ profile: Profile; clean: string }> {
  const run = await runToEnd(spreadsheet, { files: [{ name: "table.ods", data }], scale, repeatSteps: true });
  return { profile: JSON.parse(run.text("profile.json")), clean: run.text("clean.csv") };
}

Deno.test("numbers, dates, times, truths, formulas, notes and spans of an .ods are read", async () => {
  const note = "<office:annotation><text:p>a note</text:p></office:annotation>";
  const data = await odsOf(
    table(
      "Zahlen",
      row(text("name") + text("day") + text("at") + text("ok") + text("n")) +
        row(
          `<table:table-cell office:value-type="string">${note}<text:p>A<text:s text:c="2"/>&amp;</text:p><text:p>B</text:p></table:table-cell>` +
            `<table:table-cell office:value-type="date" office:date-value="2023-03-15"><text:p>15.3.</text:p></table:table-cell>` +
            `<table:table-cell office:value-type="time" office:time-value="PT8H05M00S"><text:p>8:05</text:p></table:table-cell>` +
            `<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>` +
            number(1234.5, ' table:formula="of:=1+2"'),
        ) +
        row(
          text("C", ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>" +
            `<table:table-cell table:number-columns-repeated="2"/>` + number(0.1 + 0.2),
        ) +
        row(`<table:table-cell table:number-columns-repeated="1024"/>`, ' table:number-rows-repeated="1048000"'),
    ),
  );
  const { profile, clean } = await profileOf(data);
  assert.equal(clean, 'name,day,at,ok,n\r\n"A  &\nB",2023-03-15,08:05:00,true,1234.5\r\nC,,,,0.3\r\n');
  const [sheet] = profile.sheets;
  assert.deepEqual([sheet?.name, sheet?.rows, sheet?.cells?.formulas, sheet?.cells?.merged_ranges], [
    "Zahlen",
    2,
    1,
    1,
  ]);
});

Deno.test("rows and cells that stand for many are counted as often, the same whatever the slices", async () => {
  const rows = row(text("a") + text("b", ' table:number-columns-repeated="2"')) +
    Array.from({ length: 2000 }, (_, i) => row(number(i) + number(i / 3, ' table:number-columns-repeated="2"'))).join(
      "",
    ) +
    row(number(7) + number(0.1) + text("ö"), ' table:number-rows-repeated="30000"') + row(text("last"));
  const styles =
    `<style:style style:name="ta9" style:family="table"><style:table-properties table:display="false"/></style:style>`;
  const data = await odsOf(
    table("Groß", rows) + table("Hidden", row(number(5)), ' table:style-name="ta9"') + table("Empty", ""),
    { styles },
  );
  const whole = await profileOf(data);
  assert.deepEqual(whole.profile.sheets.map((sheet) => [sheet.name, sheet.state, sheet.rows]), [
    ["Groß", "visible", 32_001],
    ["Hidden", "hidden", 1],
    ["Empty", "visible", 0],
  ]);
  assert.equal(whole.profile.sheets[0]?.cells?.used_rows, 32_002);
  assert.deepEqual(await profileOf(data, 1 / 16), whole);
});

Deno.test("narrow rows behind wide ones of repeated cells are given out once, whatever the slices", async () => {
  const rows = Array.from(
    { length: 300 },
    (_, i) => row(text("w", ' table:number-columns-repeated="1000"')) + row(number(i)),
  );
  const data = await odsOf(table("T", row(text("n", ' table:number-columns-repeated="1000"')) + rows.join("")));
  const { clean } = await profileOf(data, 1 / 16);
  const numbers = clean.split("\r\n").map((line) => line.split(",")[0]!).filter((cell) => /^\d+$/.test(cell));
  assert.deepEqual(numbers, Array.from({ length: 300 }, (_, i) => String(i)));
});

Deno.test("bombs, entities, passwords and rubbish end in the right error", async () => {
  const refused = async (data: Promise<Uint8Array<ArrayBuffer>>) =>
    await profileOf(await data).then(() => "completed", (error) => error.type);
  const many = ' table:number-rows-repeated="1000000000"';
  assert.equal(await refused(odsOf(table("T", row(number(1), many)))), "too_large");
  assert.equal(
    await refused(odsOf(table("T", row(number(1, ' table:number-columns-repeated="16384"'))))),
    "too_many_columns",
  );
  const times = ' table:number-columns-repeated="1000"';
  const wide = row(text("n", times)) + row(text("ö".repeat(10_000), times));
  assert.equal(await refused(odsOf(table("T", wide))), "row_too_long");
  const endless = "<table:table-cell ".repeat(100_000);
  assert.equal(await refused(odsOf(table("T", row(text("a")) + row(endless)))), "completed");
  const packed = await odsOf(table("T", ""), { manifest: "<manifest:encryption-data/>" });
  assert.equal(await refused(Promise.resolve(packed)), "encrypted_file");
  assert.equal(await refused(odsOf("<p/>")), "corrupt_file");
  const entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]>';
  assert.equal(await refused(odsOf(table("T", row(text("&a;"))), { styles: entity })), "unsafe_content");
});

Deno.test("cells, paragraphs and notes without ends cost no more than others", async () => {
  const many = (tag: string) => tag.repeat(Math.floor(2e6 / tag.length));
  const inCell = (content: string) => row(`<table:table-cell office:value-type="string">${content}</table:table-cell>`);
  const before = process.cpuUsage();
  for (
    const rows of [
      row(many('<table:table-cell office:value-type="string">')),
      many("<table:table-row>") + "</table:table-row>",
      inCell(many("<text:p>")),
      inCell(many("<office:annotation>")),
      inCell(`<text:p>${many("<text:tab")}</text:p>`),
      inCell(`<text:p>${many("<")}</text:p>`),
    ]
  ) await profileOf(await odsOf(table("A", row(text("a") + text("b")) + rows)));
  const { user } = process.cpuUsage(before);
  assert.ok(user < 20e6, `${user / 1e6} s`);
});

Deno.test("a few bytes that stand for a thousand million cells are refused at once", async () => {
  const cells = number(1, ' table:number-columns-repeated="1000"');
  const data = odsOf(table("A", row(cells, ' table:number-rows-repeated="1048576"')));
  await assert.rejects(profileOf(await data), { type: "too_large", message: /more than 33,554,432 cells/ });
});
