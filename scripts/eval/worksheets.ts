/**
 * Compares found questions with those that a worksheet is known to have.
 *
 * @module
 */
import type { Box } from "../../supabase/functions/_shared/documents/pdf/geometry.ts";
import type { Reading } from "../../supabase/functions/_shared/pipelines/questions/reading.ts";

export interface GoldQuestion {
  readonly number: string;
  readonly page: number;
  readonly bbox: [number, number, number, number];
  readonly subparts: readonly string[];
  readonly marks: number | null;
}

export interface Gold {
  readonly lang: string;
  readonly scored_pages: readonly number[];
  readonly questions: readonly GoldQuestion[];
}

export interface Judgement {
  readonly gold: number;
  readonly found: number;
  /** Right number on the right page; of these, right labels of parts and right marks. */
  readonly numbers: number;
  readonly parts: number;
  readonly marks: number;
  readonly boxes: number;
  /** Known boxes of which exactly one found box covers nine tenths. */
  readonly covered: number;
  readonly complaints: readonly string[];
}

type Found = Omit<Reading, "position">;

const MIN_OVERLAP = 0.7;
const MIN_COVERED = 0.9;

export function judge({ questions, scored_pages }: Gold, all: readonly Found[]): Judgement {
  const found = all.filter(({ boxes }) => boxes[0] && scored_pages.includes(boxes[0].page));
  const complaints: string[] = [];
  const left = new Set(found);
  let numbers = 0, parts = 0, marks = 0;
  for (const gold of questions) {
    const candidates = [...left].filter((each) => each.number === gold.number && each.boxes[0]!.page === gold.page);
    const match = candidates.sort((a, b) => iou(b.boxes[0]!, boxOf(gold)) - iou(a.boxes[0]!, boxOf(gold)))[0];
    const name = `question ${gold.number} on page ${gold.page}`;
    if (!match) {
      complaints.push(`${name} is missing`);
      continue;
    }
    left.delete(match);
    numbers++;
    const labels = match.parts.map((part) => part.label).join(" ");
    if (labels === gold.subparts.join(" ")) parts++;
    else complaints.push(`${name}: parts ${labels || "none"}, not ${gold.subparts.join(" ") || "none"}`);
    if (match.marks === gold.marks) marks++;
    else complaints.push(`${name}: marks ${match.marks}, not ${gold.marks}`);
    const overlap = iou(match.boxes[0]!, boxOf(gold));
    if (overlap < MIN_OVERLAP) {
      complaints.push(`${name}: box overlaps ${overlap.toFixed(2)}: ${shown(match.boxes[0]!)}, not ${gold.bbox}`);
    }
  }
  for (const each of left) complaints.push(`question ${each.number} on page ${each.boxes[0]!.page} is none`);
  return {
    gold: questions.length,
    found: found.length,
    numbers,
    parts,
    marks,
    ...judgeBoxes(questions, found),
    complaints,
  };
}

function judgeBoxes(questions: readonly GoldQuestion[], found: readonly Found[]): { boxes: number; covered: number } {
  const boxes = found.flatMap((each) => each.boxes.slice(0, 1));
  const pairs = questions.flatMap((gold) =>
    boxes.filter((box) => box.page === gold.page).map((box) => ({ gold, box, overlap: iou(box, boxOf(gold)) }))
  ).filter(({ overlap }) => overlap >= MIN_OVERLAP).sort((a, b) => b.overlap - a.overlap);
  const used = new Set<unknown>();
  let right = 0;
  for (const { gold, box } of pairs) {
    if (used.has(gold) || used.has(box)) continue;
    used.add(gold).add(box);
    right++;
  }
  const covered = questions.filter((gold) => {
    const covering = boxes.filter((box) =>
      box.page === gold.page && common(box, boxOf(gold)) >= MIN_COVERED * area(boxOf(gold))
    );
    return covering.length === 1;
  }).length;
  return { boxes: right, covered };
}

export function sum(judgements: readonly Judgement[]): Judgement {
  const total = (of: (each: Judgement) => number) => judgements.reduce((all, each) => all + of(each), 0);
  return {
    gold: total((each) => each.gold),
    found: total((each) => each.found),
    numbers: total((each) => each.numbers),
    parts: total((each) => each.parts),
    marks: total((each) => each.marks),
    boxes: total((each) => each.boxes),
    covered: total((each) => each.covered),
    complaints: [],
  };
}

export const ratio = (part: number, whole: number): string => whole === 0 ? "  –  " : (part / whole).toFixed(3);
export const f1Of = (right: number, { gold, found }: Judgement): number =>
  gold + found === 0 ? 1 : 2 * right / (gold + found);

const boxOf = ({ bbox: [x0, y0, x1, y1] }: GoldQuestion): Box => ({ x0, y0, x1, y1 });
const shown = ({ x0, y0, x1, y1 }: Box): string => [x0, y0, x1, y1].join(",");
const area = ({ x0, y0, x1, y1 }: Box): number => (x1 - x0) * (y1 - y0);
const common = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));

function iou(a: Box, b: Box): number {
  const both = common(a, b);
  return both / (area(a) + area(b) - both);
}
