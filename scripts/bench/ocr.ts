/**
 * Recognises the same pictures of pages with what the functions use and with Tesseract as Debian packs it, each in a process
 * of its own and on one thread: errors among the characters, CPU, peak memory. Then a scan through the whole system, where
 * hosted limits are enforced.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { distance, type PlacedWord, plain, textInOrder } from "./ocr/character_errors.ts";
import { type BenchPage, benchPages, DPI } from "./ocr/pages.ts";
import { scanOf } from "../../supabase/functions/_shared/documents/ocr/testing.ts";
import { raceCard } from "../samples/race_card.ts";
import { figure, table } from "./statistics.ts";
import { runWithinLimits } from "./within_limits.ts";

const TIME = "/usr/bin/time";
const OURS = "Docmill", NATIVE = "tesseract";

interface Reading {
  /** By page. */
  readonly words: PlacedWord[][];
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

export const bench: Bench = async ({ say }) => {
  if (!await succeeds(TIME, "true")) {
    return say(`There is no ${TIME}, which tells CPU and memory: nothing was measured.`);
  }
  const { pages, shared } = await benchPages();
  if (!shared) say("The other documents are not here: only our own are recognised.\n");
  const folder = await Deno.makeTempDir({ prefix: "docmill-ocr-" });
  try {
    const paths: string[] = [];
    for (const [i, page] of pages.entries()) {
      paths.push(`${folder}/${i}.png`);
      await Deno.writeFile(paths[i]!, page.png);
    }
    const readings = new Map([[OURS, await ours(paths)]]);
    const native = await version();
    if (native) readings.set(NATIVE, await nativeReading(paths));
    say(`${pages.length} pages at ${DPI} dpi, as gray PNG; start included, one thread.\n`);
    say(summary(pages, readings));
    say(native ? `\n${NATIVE} is ${native}, with its own language data (fast).` : `\n${NATIVE} is not installed here.`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  say("\n### A scan within hosted limits\n");
  await scanWithinLimits(say);
};

const SCANNED_PAGES = 6;

/** A race card of dense pages, scanned, through the whole system. */
async function scanWithinLimits(say: (text: string) => void): Promise<void> {
  const card = new Uint8Array(await raceCard({ pages: SCANNED_PAGES, seed: 3 }));
  const content = await scanOf(card, { dpi: DPI, askew: 0.4 });
  const job = { kind: "pdf-to-csv", files: [{ name: "scan.pdf", content }] } as const;
  await runWithinLimits(
    `${SCANNED_PAGES} pages scanned at ${DPI} dpi, ${Math.round(content.length / 1024)} kB`,
    job,
    say,
  );
}

function summary(pages: readonly BenchPage[], readings: ReadonlyMap<string, Reading>): string {
  const sets = [...new Set(pages.map((page) => page.set))];
  const errors = (name: string, set: string) => {
    let wrong = 0, all = 0;
    pages.forEach((page, i) => {
      if (page.set !== set) return;
      const printed = plain(textInOrder(page.printed));
      wrong += distance(printed, plain(textInOrder(readings.get(name)!.words[i]!)));
      all += printed.length;
    });
    return `${(100 * wrong / all).toFixed(2)} %`;
  };
  const base = readings.get(NATIVE)?.cpuSeconds;
  const rows = [...readings].map(([name, { cpuSeconds, peakMb }]) => [
    name,
    ...sets.map((set) => errors(name, set)),
    figure(cpuSeconds / pages.length),
    base === undefined ? "" : figure(cpuSeconds / base),
    figure(peakMb),
  ]);
  const counts = sets.map((set) => `wrong: ${set} (${pages.filter((page) => page.set === set).length})`);
  return table(["program", ...counts, "CPU s/page", "× tesseract", "peak MB"], rows);
}

async function ours(paths: readonly string[]): Promise<Reading> {
  const script = new URL("./ocr/recognise.ts", import.meta.url).pathname;
  const { lines, ...cost } = await timed([Deno.execPath(), "run", "--quiet", "--allow-all", script, ...paths]);
  return { words: lines.map((line) => JSON.parse(line)), ...cost };
}

/** Page by page as its users call it; its start takes 50 ms. */
async function nativeReading(paths: readonly string[]): Promise<Reading> {
  const words: PlacedWord[][] = [];
  let cpuSeconds = 0, peakMb = 0;
  for (const path of paths) {
    const { lines, ...cost } = await timed([NATIVE, path, "-", "--dpi", String(DPI), "-l", "eng", "tsv"]);
    words.push(lines.slice(1).flatMap((line) => wordOf(line.split("\t"))));
    cpuSeconds += cost.cpuSeconds;
    peakMb = Math.max(peakMb, cost.peakMb);
  }
  return { words, cpuSeconds, peakMb };
}

/** Columns of its TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function wordOf(columns: readonly string[]): PlacedWord[] {
  const [level, , , , , , left = 0, top = 0, , height = 0] = columns.map(Number);
  const text = columns[11]?.trim();
  if (level !== 5 || !text) return [];
  // A word's box ends at its baseline unless a letter goes below it, by a fifth of a line.
  const below = /[gjpqy,;()Q]/.test(text) ? 0.22 : 0;
  const points = 72 / DPI;
  return [{ text, x: left * points, y: (top + height * (1 - below)) * points, height: 12 }];
}

async function timed(command: readonly string[]) {
  const { stdout, stderr, success } = await new Deno.Command(TIME, {
    args: ["-f", "cost %U %S %M", ...command],
    env: { OMP_THREAD_LIMIT: "1" },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder().decode(stderr);
  const [, ...values] = /^cost ([\d.]+) ([\d.]+) (\d+)$/m.exec(text) ?? [];
  const [user, system, kilobytes] = values.map(Number);
  if (!success || kilobytes === undefined) throw new Error(`${command.slice(0, 2).join(" ")} failed: ${text}`);
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  return { lines, cpuSeconds: user! + system!, peakMb: kilobytes / 1024 };
}

async function version(): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command(NATIVE, { args: ["--version"], stderr: "null" }).output();
    return new TextDecoder().decode(stdout).split("\n")[0];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function succeeds(program: string, ...args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
