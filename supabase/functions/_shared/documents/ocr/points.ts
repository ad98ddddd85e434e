/**
 * Points and commas in numbers, as the picture has them: alone in a column far from other words, `2.3` is recognised as `23`
 * more often than one would believe, and nobody can see that from the text.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";
import type { RecognisedWord } from "./tesseract.ts";

const INK = 150;
const NUMBER = /^\d[\d.,:;'·]*\d$/;
/** In heights of a figure: how high and wide a point is at most, and how wide at least. */
const HIGH = 0.38, WIDE = 0.32, NARROW = 0.06;
/** A comma reaches so much further down. */
const TAIL = 0.1;
/** A point is about so many figures wide. */
const POINT = 0.5;

/** Columns of ink without a white one between them. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}

/** The word with the points and commas that are seen between its figures; as it is when it is no number. */
export function withPoints(picture: Gray, word: RecognisedWord): RecognisedWord {
  if (!NUMBER.test(word.text)) return word;
  const digits = word.text.replace(/\D/g, "");
  const marks = marksIn(picture, word, digits.length);
  const read = word.text.length - digits.length;
  // What was erased as dust, or touches a figure, is not seen.
  if (marks.length < read || marks.length === read && !/[:;'·]/.test(word.text)) return word;
  let text = "", at = 0;
  for (const { after, sign } of marks) {
    text += digits.slice(at, after) + sign;
    at = after;
  }
  return { ...word, text: text + digits.slice(at) };
}

function marksIn(picture: Gray, word: RecognisedWord, digits: number): { after: number; sign: string }[] {
  const runs = runsOf(picture, word);
  const height = Math.max(0, ...runs.map((run) => run.bottom - run.top));
  const figures = runs.filter((run) => run.bottom - run.top >= 0.6 * height);
  const [first] = figures, last = figures.at(-1);
  if (!first || !last) return [];
  const base = Math.max(...figures.map((run) => run.bottom).sort((a, b) => a - b).slice(0, (figures.length >> 1) + 1));
  const marks = runs.filter((run) =>
    run.from > first.from && run.to < last.to && run.bottom - run.top <= HIGH * height &&
    run.to - run.from <= WIDE * height &&
    run.to - run.from >= NARROW * height && run.top >= base - HIGH * height
  );
  const width = (last.to - first.from) / (digits + POINT * marks.length);
  const places = marks.map((run, i) => ({
    // Figures may touch, then their width tells.
    after: figures.length === digits
      ? figures.filter((figure) => figure.to <= run.from).length
      : Math.round(((run.from + run.to) / 2 - first.from) / width - POINT * (i + 0.5)),
    sign: run.bottom > base + TAIL * height ? "," : ".",
  }));
  const rising = places.every(({ after }, i) => after > (places[i - 1]?.after ?? 0) && after < digits);
  return rising ? places : [];
}

function runsOf({ width, height, data }: Gray, word: RecognisedWord): Run[] {
  const x0 = Math.max(0, Math.floor(word.x0)), x1 = Math.min(width, Math.ceil(word.x1));
  const y0 = Math.max(0, Math.floor(word.y0)), y1 = Math.min(height, Math.ceil(word.y1) + 2);
  const runs: Run[] = [];
  let from = -1, top = y1, bottom = y0;
  for (let x = x0; x <= x1; x++) {
    let upper = -1, lower = -1;
    for (let y = y0; x < x1 && y < y1; y++) {
      if (data[y * width + x]! >= INK) continue;
      if (upper < 0) upper = y;
      lower = y + 1;
    }
    if (upper >= 0) {
      if (from < 0) [from, top, bottom] = [x, upper, lower];
      else [top, bottom] = [Math.min(top, upper), Math.max(bottom, lower)];
    } else if (from >= 0) {
      runs.push({ from, to: x, top, bottom });
      from = -1;
    }
  }
  return runs;
}
