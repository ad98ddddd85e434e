/**
 * Pages to recognise, with what is printed on them: our own documents, and others where they are present.
 *
 * @module
 */
import { join } from "node:path";
import { ASCENT, DESCENT } from "../../../supabase/functions/_shared/documents/pdf/words.ts";
import { openPdf } from "../../../supabase/functions/_shared/documents/pdf/open.ts";
import { scannedPages, type ScanOptions } from "../../../supabase/functions/_shared/documents/ocr/testing.ts";
import { grayPng } from "../../../supabase/functions/_shared/documents/render/png.ts";
import { GOLD_DOCUMENTS } from "../../../supabase/functions/_shared/pipelines/pdf-to-csv/gold/documents.ts";
import { namesIn } from "../../eval/data.ts";
import { EVALUATION_DATA } from "../../folders.ts";
import { raceCard } from "../../samples/race_card.ts";
import type { PlacedWord } from "./character_errors.ts";

export const DPI = 300;

export interface BenchPage {
  readonly set: string;
  readonly png: Uint8Array<ArrayBuffer>;
  readonly printed: readonly PlacedWord[];
}

/** Documents in English whose text is drawn as text. */
const SHARED = join(EVALUATION_DATA, "doctypes");
const FOLDERS = ["report", "scientific_paper", "contract", "resume"];
const PER_FOLDER = 3;

/** @returns pages, and whether the other documents are there */
export async function benchPages(): Promise<{ pages: BenchPage[]; shared: boolean }> {
  const pages: BenchPage[] = [];
  const clean: ScanOptions = { dpi: DPI };
  for (const document of GOLD_DOCUMENTS) pages.push(...await scanned("own, clean", await document.make(), clean, 1));
  const card = new Uint8Array(await raceCard({ races: 4, seed: 7 }));
  pages.push(...await scanned("own, clean", card, clean, 1));
  for (const document of GOLD_DOCUMENTS.slice(0, 4)) {
    pages.push(...await scanned("own, noisy", await document.make(), { dpi: DPI, spoil: noise }, 1));
  }
  const others: BenchPage[] = [];
  for (const folder of FOLDERS) {
    for (const name of (await namesIn(join(SHARED, folder), ".pdf") ?? []).slice(0, PER_FOLDER)) {
      others.push(
        ...await scanned("others, clean", await Deno.readFile(join(SHARED, folder, `${name}.pdf`)), clean, 1),
      );
    }
  }
  return { pages: [...pages, ...others], shared: others.length > 0 };
}

async function scanned(
  set: string,
  data: Uint8Array<ArrayBuffer>,
  options: ScanOptions,
  most: number,
): Promise<BenchPage[]> {
  const name = "bench.pdf";
  const readRange = (start: number, end: number) => Promise.resolve(data.slice(start, end));
  const pdf = await openPdf({ name, bytes: data.length, readRange });
  const pictures = await scannedPages(data, options, most);
  const pages: BenchPage[] = [];
  for (const [i, picture] of pictures.entries()) {
    const { words, view, turns } = await pdf.page(i + 1);
    if (words.length < 20 || turns !== 0) continue;
    const printed = words.filter((word) => word.upright).map((word) => ({
      text: word.text,
      x: word.x0 - view.x0,
      y: view.y1 - word.base,
      height: word.size * (ASCENT + DESCENT),
    }));
    pages.push({ set, png: grayPng(picture, DPI), printed });
  }
  await pdf.close();
  return pages;
}

/** The grain of a scanner's sensor, and paper that is not quite white. */
function noise({ data }: { data: Uint8Array }): void {
  for (let i = 0, state = 12_345; i < data.length; i++) {
    state = Math.imul(state, 1_103_515_245) + 12_345 >>> 0;
    const grain = (state >>> 16 & 63) - 32;
    data[i] = Math.max(0, Math.min(255, 30 + data[i]! * 0.82 + grain));
  }
}
