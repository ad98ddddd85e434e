/**
 * The draft as steps: pictures of questions, then all rows at once and the results.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { JobError } from "../../jobs/errors.ts";
import { closeRenderer, type PdfRenderer, withRenderer } from "../../documents/render/renderer.ts";
import type { Done, Json } from "../pipeline.ts";
import { type Cursor, pictureName, type QuestionsRun, readJson, stepTime, taggedName, writeJson } from "./cursor.ts";
import { cropOf } from "./draft/crop.ts";
import { csvOf, marksOf, type Worksheet } from "./outputs.ts";
import { inputOf } from "./read/check.ts";
import { isUndrawable } from "./read/draw.ts";
import type { Reading } from "./reading.ts";

export type Summary = {
  question_count: number;
  page_count: number;
  marks: number | null;
  scanned_pages: number;
  damaged_pages: number;
  /** How many of them the extraction is not sure of. */
  doubtful: number;
  message: string;
};

/** Below this a reviewer should look twice. */
const DOUBTFUL = 0.7;

/** Draws some of the questions of one slice, and keeps which picture is whose. */
export async function cropQuestions(run: QuestionsRun, cursor: Cursor & { at: "crop" }): Promise<Cursor> {
  const { slice, found } = cursor;
  const readings = await readJson<Reading[]>(run, taggedName(slice));
  const mayGoOn = stepTime(run);
  const paths: (string | null)[] = [];
  let done = cursor.done, cost = 0;
  const draw = async (pdf: PdfRenderer) => {
    while (done < readings.length && (done === cursor.done || mayGoOn(cost))) {
      const { boxes } = readings[done++]!, started = performance.now();
      let picture: Uint8Array<ArrayBuffer> | undefined;
      try {
        if (boxes.length > 0) picture = cropOf(pdf, boxes);
      } catch (error) {
        if (!(error instanceof JobError) || error.transient) throw error;
      }
      cost = performance.now() - started;
      // Named after what it shows: repeating a step writes the same, and a new extraction never changes an old picture.
      paths.push(picture ? await run.writeAsset(`crops/${hashOf(picture)}.png`, picture, "image/png") : null);
    }
  };
  try {
    await withRenderer(inputOf(run), draw);
  } catch (error) {
    if (!isUndrawable(error)) throw error;
    paths.push(...readings.slice(done).map(() => null));
    done = readings.length;
  }
  await writeJson(run, pictureName(cursor.pictures), paths);
  const questions = cursor.questions + paths.length;
  run.report("draft", 0.95 * (slice + done / Math.max(1, readings.length)) / found, `Question ${questions}`);
  const next = { ...cursor, done, questions, pictures: cursor.pictures + 1 };
  if (done < readings.length) return next;
  if (slice + 1 < found) return { ...next, slice: slice + 1, done: 0 };
  await closeRenderer();
  const { total, images, slices, scans, damaged, pictures } = next;
  return { at: "publish", total, images, slices, scans, damaged, found, pictures };
}

const hashOf = (picture: Uint8Array): string => createHash("sha256").update(picture).digest("hex").slice(0, 32);

/** The rows first: they are what is reviewed, and if they cannot be written the old results stay as well. */
export async function publish(run: QuestionsRun, cursor: Cursor & { at: "publish" }): Promise<Done<Summary>> {
  run.report("draft", 0.97, "Writing the draft");
  const readings: Reading[] = [], paths: (string | null)[] = [];
  for (let slice = 0; slice < cursor.found; slice++) {
    readings.push(...await readJson<Reading[]>(run, taggedName(slice)));
  }
  for (let part = 0; part < cursor.pictures; part++) {
    paths.push(...await readJson<(string | null)[]>(run, pictureName(part)));
  }
  const questions = readings.map((reading, i): Reading => ({ ...reading, crop_path: paths[i] ?? null }));
  await run.publish(questions as unknown as Json[]);
  const printed = questions.map(marksOf).filter((marks) => marks !== null);
  const worksheet: Worksheet = {
    file: inputOf(run).name,
    page_count: cursor.total,
    scanned_pages: cursor.scans,
    damaged_pages: cursor.damaged,
    question_count: questions.length,
    marks: printed.length === 0 ? null : printed.reduce((sum, marks) => sum + marks, 0),
    questions: questions.map(({ position: _, ...question }) => question),
  };
  await run.write("questions.json", JSON.stringify(worksheet, null, 2), "application/json");
  await run.write("questions.csv", csvOf(worksheet.questions), "text/csv; charset=utf-8");
  run.report("draft", 1);
  run.fileDone(0);
  return { done: summaryOf(worksheet) };
}

function summaryOf(
  { file, page_count, scanned_pages, damaged_pages, question_count, marks, questions }: Worksheet,
): Summary {
  const doubtful = questions.filter((question) => question.confidence < DOUBTFUL).length;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const found = question_count === 0
    ? `No numbered question was found in ${file}. They can be drawn by hand in the review.`
    : `${count(question_count, "question")} on ${count(page_count, "page")}.`;
  const unread = damaged_pages.length > 0 ? ` ${count(damaged_pages.length, "page")} could not be read.` : "";
  return {
    question_count,
    page_count,
    marks,
    scanned_pages: scanned_pages.length,
    damaged_pages: damaged_pages.length,
    doubtful,
    message: found + unread,
  };
}
