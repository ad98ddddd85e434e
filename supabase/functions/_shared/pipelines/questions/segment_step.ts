/**
 * Segmentation as steps: the worksheet is looked at as a whole, then its questions are read page by page.
 *
 * @module
 */
import { userBox } from "../../documents/pdf/page.ts";
import { type Content, contentOf } from "./content/question.ts";
import { type Cursor, foundName, type QuestionsRun, stepTime, writeJson } from "./cursor.ts";
import type { PageBox, Reading } from "./reading.ts";
import { inputOf } from "./read/check.ts";
import { dropPages, loadSheets } from "./read/draw.ts";
import { confidenceOf } from "./segment/confidence.ts";
import type { Outline, Region } from "./segment/outline.ts";
import { measure, type Plan, plan } from "./segment/segment.ts";
import type { Box } from "../../documents/pdf/geometry.ts";

/** Room between two positions, for questions that a person puts there. */
const STEP = 1024;

let kept: { readonly id: string; readonly plan: Plan } | undefined;

async function keptPlan(run: QuestionsRun, cursor: Cursor & { at: "segment" }): Promise<Plan> {
  const id = `${inputOf(run).id} ${JSON.stringify(run.options)}`;
  if (kept?.id !== id) kept = { id, plan: plan(await loadSheets(run, cursor)) };
  return kept.plan;
}

export async function segmentPages(run: QuestionsRun, cursor: Cursor & { at: "segment" }): Promise<Cursor> {
  const { outlines, sheets, ...rest } = await keptPlan(run, cursor);
  const whole: Plan = { outlines, sheets, ...rest };
  const mayGoOn = stepTime(run);
  const measured = new Map<number, Map<Region, Box>>();
  const boxOf = (region: Region) => {
    if (!measured.has(region.page)) measured.set(region.page, measure(whole, region.page));
    return measured.get(region.page)!.get(region);
  };
  const turns = new Map(sheets.map((sheet) => [sheet.number, sheet]));
  const readings: Reading[] = [];
  let done = cursor.done;
  while (done < outlines.length && (readings.length === 0 || mayGoOn(10))) {
    const found = outlines[done++]!;
    const boxes = found.regions.flatMap((region): PageBox[] => {
      const box = boxOf(region);
      return box ? [{ page: region.page, ...rounded(userBox(turns.get(region.page)!, box)) }] : [];
    });
    readings.push(reading(found, contentOf(found), boxes, done * STEP, turns.get(found.start.page)!.certainty));
  }
  await writeJson(run, foundName(cursor.found), readings);
  run.report("segmentation", done / Math.max(1, outlines.length), `Question ${done} of ${outlines.length}`);
  const next = { ...cursor, done, found: cursor.found + 1 };
  if (done < outlines.length) return next;
  kept = undefined;
  dropPages();
  const { total, images, slices, scans, damaged } = next;
  return {
    at: "tag",
    total,
    images,
    slices,
    scans,
    damaged,
    found: next.found,
    done: 0,
    since: Date.now(),
    model: true,
  };
}

function reading(
  found: Outline,
  content: Content,
  boxes: readonly PageBox[],
  position: number,
  certainty: number,
): Reading {
  return {
    position,
    section: found.section,
    number: content.number,
    stem: found.stem,
    text: content.text.slice(0, 20_000),
    parts: content.parts,
    options: content.options,
    marks: content.marks,
    boxes,
    crop_path: null,
    tags: {},
    confidence: confidenceOf(found, content, certainty),
  };
}

function rounded({ x0, y0, x1, y1 }: Box): Box {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x0: round(x0), y0: round(y0), x1: round(x1), y1: round(y1) };
}
