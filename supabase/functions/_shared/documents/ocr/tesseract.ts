/**
 * Tesseract's WASM core in this thread (tesseract.js itself wants worker threads). Loading costs about 0.15 s of CPU, so
 * it stays loaded for the next invocation that comes to the same isolate.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import { type PackageFile, readPackageFile } from "../../platform/package_files.ts";
import type { Gray } from "../render/raster.ts";
import { CORE, CORE_SCRIPT, LANGUAGE_DATA } from "./files.ts";
import type { OcrLanguage } from "./languages.ts";

/** In pixels of the picture, y downwards. */
export interface RecognisedWord {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** The line's baseline at the middle of the word. */
  readonly base: number;
  /** Which line of the picture it stands on, from 0. */
  readonly line: number;
  /** From the lowest descender to the highest ascender of its line. */
  readonly lineHeight: number;
}

export interface Recogniser {
  recognise(picture: Gray, dpi: number): RecognisedWord[];
}

interface Iterator {
  Begin(): void;
  Next(level: number): boolean;
  IsAtBeginningOf(level: number): boolean;
  GetUTF8Text(level: number): string;
  Confidence(level: number): number;
  getBoundingBox(level: number): { x0: number; y0: number; x1: number; y1: number };
  getBaseline(level: number): { x0: number; y0: number; x1: number; y1: number; has_baseline: boolean };
  getRowAttributes(): { row_height: number; ascenders: number; descenders: number };
}

interface Api {
  Init(path: string, languages: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  SetPageSegMode(mode: number): void;
  SetImageFile(exif: number, angle: number): number;
  SetSourceResolution(dpi: number): void;
  Recognize(monitor: null): number;
  GetIterator(): Iterator;
  Clear(): void;
  End(): void;
}

interface Core {
  readonly FS: { writeFile(path: string, content: Uint8Array): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => Api;
  destroy(object: unknown): void;
}

type Factory = (options: Record<string, unknown>) => Promise<Core>;

const LSTM_ONLY = 1;
const SINGLE_BLOCK = 6;
const LINE = 2, WORD = 3;
const PICTURE = "/input";

let core: Promise<Core> | undefined;
let ready: { readonly languages: string; readonly recogniser: Promise<Recogniser>; end(): void } | undefined;

export function loadRecogniser(languages: readonly OcrLanguage[]): Promise<Recogniser> {
  const wanted = languages.join("+");
  if (ready?.languages !== wanted) {
    ready?.end();
    let api: Api | undefined;
    const recogniser = start(languages).then((started) => {
      api = started.api;
      return started.recogniser;
    });
    const mine = ready = { languages: wanted, recogniser, end: () => api?.End() };
    recogniser.catch(() => {
      if (ready === mine) dropRecogniser();
    });
  }
  return ready.recogniser;
}

/** After a trap its memory is in no known state. */
export function dropRecogniser(): void {
  core = undefined;
  ready = undefined;
}

async function start(languages: readonly OcrLanguage[]): Promise<{ api: Api; recogniser: Recogniser }> {
  const [loaded, ...data] = await Promise.all([core ??= loadCore(), ...languages.map(languageData)]);
  languages.forEach((language, i) => loaded.FS.writeFile(`/${language}.traineddata`, data[i]!));
  const api = new loaded.TessBaseAPI();
  const failed = api.Init("/", languages.join("+"), LSTM_ONLY);
  for (const language of languages) loaded.FS.unlink(`/${language}.traineddata`);
  if (failed) throw new Error(`Tesseract does not take the data of ${languages.join(", ")}.`);
  api.SetPageSegMode(SINGLE_BLOCK);
  return { api, recogniser: { recognise: (picture, dpi) => recognise(loaded, api, picture, dpi) } };
}

async function loadCore(): Promise<Core> {
  const [script, wasmBinary] = await Promise.all([readPackageFile(CORE_SCRIPT), readPackageFile(CORE)]);
  // A CommonJS script that need not be part of any bundle; its content is known by its checksum.
  const module = { exports: {} as unknown };
  const evaluate = new Function(
    "module",
    "exports",
    "require",
    "__filename",
    "__dirname",
    new TextDecoder().decode(script),
  );
  evaluate(module, module.exports, () => ({}), "/tesseract-core.js", "/");
  const quiet = () => {};
  return await (module.exports as Factory)({ wasmBinary, TesseractProgress: quiet, print: quiet, printErr: quiet });
}

async function languageData(language: OcrLanguage): Promise<Uint8Array> {
  return gunzipSync(await readPackageFile(LANGUAGE_DATA[language] satisfies PackageFile));
}

function recognise(core: Core, api: Api, picture: Gray, dpi: number): RecognisedWord[] {
  core.FS.writeFile(PICTURE, portableGraymap(picture));
  api.SetImageFile(1, 0);
  api.SetSourceResolution(Math.round(dpi));
  api.Recognize(null);
  const words = wordsOf(core, api.GetIterator());
  api.Clear();
  return words;
}

function wordsOf(core: Core, at: Iterator): RecognisedWord[] {
  const words: RecognisedWord[] = [];
  let line = -1;
  at.Begin();
  do {
    if (at.IsAtBeginningOf(LINE)) line++;
    const text = at.GetUTF8Text(WORD)?.trim();
    if (!text) continue;
    const { x0, y0, x1, y1 } = at.getBoundingBox(WORD);
    const foot = at.getBaseline(WORD);
    const slope = foot.has_baseline && foot.x1 !== foot.x0 ? (foot.y1 - foot.y0) / (foot.x1 - foot.x0) : 0;
    const base = foot.has_baseline ? foot.y0 + slope * ((x0 + x1) / 2 - foot.x0) : y1;
    const lineHeight = at.getRowAttributes().row_height;
    words.push({ text, confidence: at.Confidence(WORD) / 100, x0, y0, x1, y1, base, line, lineHeight });
  } while (at.Next(WORD));
  core.destroy(at);
  return words;
}

/** A picture as Leptonica reads it without any decoding. */
function portableGraymap({ width, height, data }: Gray): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}
