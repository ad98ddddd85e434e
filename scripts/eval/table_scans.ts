/**
 * How well tables are read from pictures: documents with known tables are drawn, made as scanners make them, and read through
 * text recognition. Recognised text is seldom the same to the letter, so a cell counts when it is nearly the gold's.
 *
 * @module
 */
import { scanOf } from "../../supabase/functions/_shared/documents/ocr/testing.ts";
import type { Gray } from "../../supabase/functions/_shared/documents/render/raster.ts";
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { openPdf } from "../../supabase/functions/_shared/documents/pdf/open.ts";
import { plain } from "./adjacency.ts";
import { Random } from "./generated/random.ts";
import {
  type DocumentResult,
  f1Of,
  type FoundTable,
  type GoldTable,
  judge,
  percent,
  reportCalibration,
  reportDocuments,
  reportTotal,
  show,
} from "./table_scores.ts";

/** Of a text's letters so many may be read wrong. */
const TOLERANCE = 0.25;

/** Longer documents take too long; of the others, only pages with tables are read. */
const MOST_PAGES = 6;

export interface ScanSource {
  readonly set: string;
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly gold: readonly GoldTable[];
}

export async function evaluateScans(sources: AsyncIterable<ScanSource>, showRows: boolean): Promise<void> {
  const results = new Map<string, { strict: DocumentResult[]; nearly: DocumentResult[] }>();
  for await (const { set, name, data, gold } of sources) {
    const found = await extractScanned(name, data, gold);
    if (!found) continue;
    const own = results.get(set) ?? { strict: [], nearly: [] };
    results.set(set, own);
    own.strict.push(judge(name, gold, found));
    own.nearly.push(judge(name, gold, withTolerance(found, gold)));
    if (showRows) {
      console.log(`=== ${name}: F1 ${percent(f1Of(own.nearly.at(-1)!))}`);
      show(gold, found);
    }
  }
  for (const [set, { strict, nearly }] of results) {
    reportDocuments(nearly);
    reportTotal(`${set} scanned, to the letter`, strict);
    reportTotal(`${set} scanned, nearly the same text`, nearly);
    reportCalibration(nearly);
  }
}

/** Each document is laid a little differently on the glass. */
async function extractScanned(
  name: string,
  data: Uint8Array<ArrayBuffer>,
  gold: readonly GoldTable[],
): Promise<FoundTable[] | undefined> {
  const random = new Random(name);
  const dpi = random.pick([200, 250, 300]), askew = random.between(-1.2, 1.2);
  const file = { name, bytes: data.length, readRange: (a: number, b: number) => Promise.resolve(data.slice(a, b)) };
  const pdf = await openPdf(file), { pages } = pdf;
  await pdf.close();
  if (pages > MOST_PAGES) return undefined;
  const scan = await scanOf(data, { dpi, askew, spoil: (picture) => grain(picture, random) });
  const wanted = [...new Set(gold.flatMap(({ page, regions }) => [page, ...regions?.map((each) => each.page) ?? []]))];
  const options = wanted.length > 0 ? { pages: wanted.sort((a, b) => a - b).join(",") } : {};
  const run = await runToEnd(pdfToCsv, { files: [{ name: "scan.pdf", data: scan }], options });
  return JSON.parse(run.text("result.json")).tables;
}

/** Paper that is not quite white, noise, and dust. */
function grain({ data }: Gray, random: Random): void {
  for (let i = 0; i < data.length; i++) {
    const noise = (random.next() + random.next() - 1) * 36;
    data[i] = Math.max(0, Math.min(255, 12 + data[i]! * 0.9 + noise));
  }
  for (let i = 0; i < data.length / 200_000; i++) data[random.int(0, data.length - 1)] = 40;
}

/** The found tables with each text that nearly is one of the gold's replaced by it. */
function withTolerance(found: readonly FoundTable[], gold: readonly GoldTable[]): FoundTable[] {
  const known = [...new Set(gold.flatMap((table) => table.rows.flat().map(plain)))].filter((text) => text !== "");
  const nearest = new Map<string, string>(known.map((text) => [text, text]));
  const like = (text: string): string => {
    const key = plain(text);
    if (key === "") return "";
    let best = nearest.get(key);
    if (best === undefined) {
      let least = Infinity;
      best = key;
      for (const other of known) {
        const limit = Math.floor(TOLERANCE * Math.max(other.length, key.length));
        if (Math.abs(other.length - key.length) > limit) continue;
        const away = distance(key, other);
        if (away <= limit && away < least) [best, least] = [other, away];
      }
      nearest.set(key, best);
    }
    return best;
  };
  return found.map((table) => ({ ...table, rows: table.rows.map((row) => row.map(like)) }));
}

/** How many letters must be changed, put in or left out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
