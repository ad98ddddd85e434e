import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { raceCard } from "../../../../../scripts/samples/race_card.ts";
import { type FinishedRun, runToEnd } from "../testing.ts";
import { GOLD_DOCUMENTS } from "./gold/documents.ts";
import { pdfToCsv } from "./index.ts";

async function convert(data: Uint8Array<ArrayBuffer>, options: Record<string, unknown>): Promise<FinishedRun> {
  return await runToEnd(pdfToCsv, { files: [{ name: "race.pdf", data }], options });
}

const tablesOf = (run: FinishedRun): { page: number; bbox: number[]; rows: string[][] }[] =>
  JSON.parse(run.text("result.json")).tables;

/** The entries of a ZIP file, unpacked, by way of its directory. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), text = new TextDecoder();
  const end = bytes.length - 22, entries = new Map<string, string>();
  assert.equal(view.getUint32(end, true), 0x06054b50);
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < view.getUint16(end + 10, true); i++) {
    const [packed, nameLength, local] = [at + 20, at + 28, at + 42].map((offset, j) =>
      j === 1 ? view.getUint16(offset, true) : view.getUint32(offset, true)
    ) as [number, number, number];
    const start = local + 30 + view.getUint16(local + 26, true);
    entries.set(
      text.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      text.decode(inflateRawSync(bytes.subarray(start, start + packed))),
    );
    at += 46 + nameLength;
  }
  return entries;
}

Deno.test("an area limits the search to what is in it", async () => {
  const data = await raceCard({ races: 4, seed: 2 });
  const [first, second] = tablesOf(await convert(data, {}));
  const run = await convert(data, { areas: [{ page: 1, bbox: second!.bbox }] });
  assert.deepEqual(tablesOf(run).map((table) => table.rows), [second!.rows]);
  assert.notDeepEqual(first!.rows, second!.rows);
});

Deno.test("headings of several rows are joined on request", async () => {
  const document = GOLD_DOCUMENTS[0]!;
  const [table] = tablesOf(await convert(await document.make(), { headers: "join" }));
  assert.deepEqual(table!.rows[0], [
    "Branch of industry",
    "Establishments / 2029",
    "Establishments / 2030",
    "Employees / 2029",
    "Employees / 2030",
  ]);
  assert.deepEqual(table!.rows.slice(1), document.tables[0]!.slice(2));
});

Deno.test("a drawn heading is joined, and on the pages that the table goes on over nothing else is", async () => {
  const document = GOLD_DOCUMENTS.find(({ name }) => name.includes("grid over pages"))!;
  const run = await convert(await document.make(), { headers: "join" });
  const [table] = tablesOf(run);
  assert.deepEqual(table!.rows[0], ["Depot", "Buses / Old", "Buses / New", "Trams / Old", "Trams / New"]);
  assert.deepEqual(table!.rows.slice(1), document.tables[0]!.slice(2));
  const { cells } = JSON.parse(run.text("cells.json")).tables[0] as { cells: number[][] };
  const [row, column, , , page, x0, y0, x1, y1] = cells.find(([row, column]) => row === 0 && column === 2)!;
  assert.deepEqual([row, column, page], [0, 2, 1]);
  assert.ok(x0! < x1! && y1! - y0! > 18, "the box holds one of the headings only");
});

Deno.test("numbers become plain ones on request", async () => {
  const [table] = tablesOf(await convert(await GOLD_DOCUMENTS[0]!.make(), { values: "en-US" }));
  assert.deepEqual(table!.rows.at(-1), ["Total", "1670", "1627", "31180", "30027"]);
});

Deno.test("the delimiter is the one asked for", async () => {
  const run = await convert(await raceCard({ races: 1 }), { delimiter: ";" });
  assert.match(run.text("table.csv"), /^No\.;Horse;Jockey;/);
});

Deno.test("on request every table is a CSV file of its own, in a ZIP file", async () => {
  const run = await convert(await raceCard({ races: 3, seed: 4 }), { zip: true });
  const entries = unzip(run.outputs.get("tables.zip")!.bytes);
  assert.deepEqual([...entries.keys()], ["table-001-page-1.csv", "table-002-page-1.csv", "table-003-page-2.csv"]);
  assert.equal([...entries.values()].join("\r\n"), run.text("table.csv"));
});

Deno.test("on request there is a workbook with a sheet for each table, numbers as numbers and text as text", async () => {
  const run = await convert(await raceCard({ races: 2, seed: 4 }), { xlsx: true });
  const entries = unzip(run.outputs.get("tables.xlsx")!.bytes);
  const sheet = entries.get("xl/worksheets/sheet2.xml")!;
  const [, rows] = tablesOf(run).map((table) => table.rows);
  for (const cell of rows!.flat()) {
    assert.ok(sheet.includes(`<v>${cell}</v>`) || sheet.includes(`>${cell}</t>`), cell);
  }
  assert.match(entries.get("xl/workbook.xml")!, /<sheet name="2 \(page 1\)" sheetId="2" r:id="rId2"\/>/);
});
