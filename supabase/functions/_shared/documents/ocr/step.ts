/**
 * Text recognition in bounded steps: a page is prepared in one, its bands are recognised in the following.
 *
 * A line of text takes 40 to 80 ms, and what is loaded first 150 ms, so a step is like any other pipeline's: it prepares,
 * or recognises bands of 0.1 to 0.3 s while it has time. Bands are cut by what is on the page, so the outcome is the same
 * however many a step takes.
 *
 * @module
 */
import type { InputFile, Json, Run } from "../../pipelines/pipeline.ts";
import { JobError } from "../../jobs/errors.ts";
import { ocrPage } from "./assemble.ts";
import type { OcrLanguage } from "./languages.ts";
import type { OcrPage } from "./ocr_page.ts";
import { bandPicture, type Layout, prepare, type Prepared } from "./prepare.ts";
import { withPoints } from "./points.ts";
import { turned as turnedPicture } from "../render/raster.ts";
import { pagePicture } from "./source.ts";
import { dropRecogniser, loadRecogniser, type RecognisedWord } from "./tesseract.ts";

export interface OcrRequest {
  /** A PDF or an image (PNG, JPEG, TIFF, WebP). */
  readonly file: InputFile;
  /** From 1. An image other than TIFF has one page. */
  readonly page: number;
  /** Names this page's parts: no other page of the job may have it. Lower case, digits, `-`, `_`, `.`, `/`. */
  readonly key: string;
  readonly languages: readonly OcrLanguage[];
}

/** Where a page's recognition is; to be kept in the pipeline's cursor and given back. */
export type OcrCursor = { [key: string]: Json } & {
  /** Bands in all, and the first that is not recognised. */
  readonly bands: number;
  readonly at: number;
  /** At which band each part with words begins. */
  readonly parts: number[];
  /** Whether the page has been turned by half because it made no sense. */
  readonly turned: boolean;
};

export type OcrStep =
  | { readonly next: OcrCursor; /** 0..1 of this page. */ readonly fraction: number }
  | { readonly page: OcrPage };

export type OcrRun = Pick<Run<unknown>, "budget" | "signal" | "readPart" | "writePart">;

/** A step begins no further band after so many milliseconds. */
const STEP_MS = 300;
/** Of `Budget.scale`: the same band has been tried and lost three times. */
const HOPELESS = 1 / 8;
/** What a unit of a band's cost takes until it is known better. */
const UNIT_MS = 2;
/** The first band with a line of text or two tells whether the page stands on its head: then it makes more sense turned. */
const PROBE_COST = 60, NONSENSE = 0.65, SURER = 0.15, CLEAR = 0.75, MIN_LETTERS = 20;
/** Of a page's time, preparing it takes about this share. */
const PREPARED = 0.25;

/**
 * Does a bounded part of the recognition of one page. Repeating a step repeats its effect only.
 *
 * @throws JobError as opening the file does; `corrupt_page`, `too_large` (a picture with more dots than are read)
 */
export async function ocrStep(run: OcrRun, request: OcrRequest, cursor?: OcrCursor): Promise<OcrStep> {
  if (cursor === undefined) return await prepareStep(run, request, false);
  // What has cost isolates their lives is a picture, or noise: the rest of the page is worth more than that band. A band
  // that was lost was lost with its isolate, so a later one in this isolate was not.
  const hopeless = run.budget.scale <= HOPELESS && kept?.id !== idOf(request);
  const prepared = await preparedPage(run, request);
  if (cursor.at >= cursor.bands) return { page: await finished(run, request, prepared.layout, cursor) };
  const { words, done, makesSense } = hopeless
    ? { words: [], done: 1, makesSense: true }
    : await recogniseBands(run, request, prepared, cursor);
  if (!makesSense) return await prepareStep(run, request, true);
  await run.writePart(wordsName(request.key, cursor.at), JSON.stringify(words));
  const next = { ...cursor, at: cursor.at + done, parts: [...cursor.parts, cursor.at] };
  if (next.at >= next.bands) return { page: await finished(run, request, prepared.layout, next) };
  return { next, fraction: PREPARED + (1 - PREPARED) * next.at / next.bands };
}

async function prepareStep(run: OcrRun, request: OcrRequest, turned: boolean): Promise<OcrStep> {
  const { file, page, key } = request;
  const prepared = prepare(await pagePicture(file, page, run.budget.scale), turned);
  const { layout, pixels } = prepared;
  await run.writePart(layoutName(key), JSON.stringify(layout));
  await run.writePart(pixelsName(key), pixels);
  kept = { id: idOf(request), prepared };
  return { next: { bands: layout.bands.length, at: 0, parts: [], turned }, fraction: PREPARED };
}

/** The page that was worked on last: the next step may come to the same isolate. */
let kept: { readonly id: string; readonly prepared: Prepared } | undefined;

const idOf = ({ file, key }: OcrRequest): string => `${file.id} ${key}`;

async function preparedPage(run: OcrRun, request: OcrRequest): Promise<Prepared> {
  const id = idOf(request), { key } = request;
  if (kept?.id !== id) {
    const layout = await readJson<Layout>(run, layoutName(key));
    kept = { id, prepared: { layout, pixels: await run.readPart(pixelsName(key)) } };
  }
  return kept.prepared;
}

async function recogniseBands(
  run: OcrRun,
  { page, languages }: OcrRequest,
  prepared: Prepared,
  { at: first, turned }: OcrCursor,
): Promise<{ words: RecognisedWord[]; done: number; makesSense: boolean }> {
  const { bands, dpi } = prepared.layout;
  const probe = turned ? -1 : probeOf(bands);
  const recogniser = await loadRecogniser(languages);
  const limit = Math.min(STEP_MS * run.budget.scale, run.budget.remainingCpuMs());
  const started = performance.now();
  const words: RecognisedWord[] = [];
  let done = 0, unit = UNIT_MS;
  for (let band = bands[first]; band !== undefined; band = bands[first + done]) {
    const before = performance.now();
    if (done > 0 && (run.signal.aborted || before - started + band.cost * unit > limit)) break;
    try {
      const picture = bandPicture(prepared, first + done);
      const found = recogniser.recognise(picture, dpi).map((word) => withPoints(picture, word));
      const lines = words.length === 0 ? 0 : words.at(-1)!.line + 1;
      words.push(...found.map((word) => moved({ ...word, line: word.line + lines }, band!.x0, band!.y0)));
      if (first + done === probe && isNonsense(found)) {
        const headOver = recogniser.recognise(turnedPicture(bandPicture(prepared, probe), 2), dpi);
        const surer = confidenceOf(headOver) > confidenceOf(found) + SURER;
        if (surer && confidenceOf(headOver) >= CLEAR && lettersIn(headOver) >= MIN_LETTERS) {
          return { words, done, makesSense: false };
        }
      }
    } catch (cause) {
      dropRecogniser();
      throw new JobError("corrupt_page", `The text of page ${page} cannot be recognised.`, { cause });
    }
    done++;
    unit = Math.max(unit / 2, (performance.now() - before) / Math.max(20, band.cost));
  }
  return { words, done, makesSense: true };
}

function probeOf(bands: Layout["bands"]): number {
  const first = bands.findIndex((band) => band.cost >= PROBE_COST);
  return first === -1 ? bands.findIndex((band) => band.cost === Math.max(...bands.map(({ cost }) => cost))) : first;
}

const isNonsense = (words: readonly RecognisedWord[]): boolean => confidenceOf(words) < NONSENSE;

function confidenceOf(words: readonly RecognisedWord[]): number {
  const sure = words.reduce((sum, word) => sum + word.text.length * word.confidence, 0);
  return sure / Math.max(1, lettersIn(words));
}

const lettersIn = (words: readonly RecognisedWord[]): number => words.reduce((sum, word) => sum + word.text.length, 0);

function moved(word: RecognisedWord, x: number, y: number): RecognisedWord {
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    ...word,
    x0: word.x0 + x,
    y0: word.y0 + y,
    x1: word.x1 + x,
    y1: word.y1 + y,
    base: round(word.base + y),
    lineHeight: round(word.lineHeight),
    confidence: round(word.confidence),
  };
}

async function finished(run: OcrRun, request: OcrRequest, layout: Layout, cursor: OcrCursor): Promise<OcrPage> {
  const words: RecognisedWord[] = [];
  for (const first of cursor.parts) {
    const lines = words.length === 0 ? 0 : words.at(-1)!.line + 1;
    const part = await readJson<RecognisedWord[]>(run, wordsName(request.key, first));
    words.push(...part.map((word) => ({ ...word, line: word.line + lines })));
  }
  kept = undefined;
  return ocrPage(request.page, layout, words);
}

async function readJson<T>(run: OcrRun, name: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(name)));
}

/**
 * What may be dropped once the step that gave the page will not be repeated: its picture is a megabyte or so.
 *
 * @param bands how many the page had, for their words, too
 */
export const partsOf = (key: string, bands = 0): string[] => [
  layoutName(key),
  pixelsName(key),
  ...Array.from({ length: bands }, (_, band) => wordsName(key, band)),
];

const layoutName = (key: string): string => `${key}/layout.json`;
const pixelsName = (key: string): string => `${key}/pixels.bin`;
const wordsName = (key: string, band: number): string => `${key}/words-${band}.json`;
