/**
 * Tagging as steps: a slice of questions each. A model, where there is one, gets most of the stage's time; what it does not
 * get to is tagged without it.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { type Llm, llmFromEnvironment } from "../../platform/llm.ts";
import { type Cursor, foundName, type QuestionsRun, readJson, taggedName, writeJson } from "./cursor.ts";
import type { Reading, Tags } from "./reading.ts";
import { BATCH, modelTags } from "./tag/model.ts";
import { offlineTags, type Theme, themeOf } from "./tag/offline.ts";

/** Of the stage's minute: then what is left is tagged without the model. */
const MODEL_MS = 40_000;
/** The theme is taken from the first so many questions. */
const THEME_QUESTIONS = 200;
/** Requests at a time. */
const AT_ONCE = 4;

let kept: { readonly key: string; readonly theme: Theme } | undefined;

async function keptTheme(run: QuestionsRun, found: number): Promise<Theme> {
  const key = `${run.files[0]?.id} ${found} ${run.options.subject}`;
  if (kept?.key === key) return kept.theme;
  const readings: Reading[] = [];
  for (let slice = 0; slice < found && readings.length < THEME_QUESTIONS; slice++) {
    readings.push(...await readJson<Reading[]>(run, foundName(slice)));
  }
  kept = { key, theme: themeOf(readings.slice(0, THEME_QUESTIONS), run.options.subject) };
  return kept.theme;
}

export async function tagQuestions(run: QuestionsRun, cursor: Cursor & { at: "tag" }): Promise<Cursor> {
  const { done, found } = cursor;
  run.report("tagging", done / Math.max(1, found), "Tagging the questions");
  const llm = cursor.model && run.options.llm === "auto" ? llmFromEnvironment() : undefined;
  const theme = await keptTheme(run, found);
  const readings = found === 0 ? [] : await readJson<Reading[]>(run, foundName(done));
  const left = MODEL_MS - (Date.now() - cursor.since);
  const said = llm && left > 0 ? await ask(run, llm, readings, left) : undefined;
  const tagged = readings.map((reading, i): Reading => {
    const tags: Tags = { ...offlineTags(reading, theme), ...said?.get(i) };
    return { ...reading, tags: run.options.subject === "" ? tags : { ...tags, subject: run.options.subject } };
  });
  await writeJson(run, taggedName(done), tagged);
  run.report("tagging", (done + 1) / Math.max(1, found), "Tagging the questions");
  const next = { ...cursor, done: done + 1, model: cursor.model && said !== null };
  if (next.done < found) return next;
  kept = undefined;
  const { total, images, slices, scans, damaged } = cursor;
  return {
    at: "crop",
    total,
    images,
    slices,
    scans,
    damaged,
    found: Math.max(1, found),
    slice: 0,
    done: 0,
    questions: 0,
    pictures: 0,
  };
}

/** @returns tags by index; null when the model is of no use, so that it is not asked again */
async function ask(
  run: QuestionsRun,
  llm: Llm,
  readings: readonly Reading[],
  milliseconds: number,
): Promise<Map<number, Tags> | null> {
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(milliseconds)]);
  const said = new Map<number, Tags>();
  try {
    for (let at = 0; at < readings.length; at += AT_ONCE * BATCH) {
      const starts = Array.from({ length: AT_ONCE }, (_, i) => at + i * BATCH).filter((start) =>
        start < readings.length
      );
      await Promise.all(starts.map(async (start) => {
        const tags = await run.waitFor(modelTags(llm, readings.slice(start, start + BATCH), signal));
        for (const [index, each] of tags) said.set(start + index, each);
      }));
    }
    return said;
  } catch (error) {
    if (run.signal.aborted) throw error;
    run.log.warn("questions are tagged without the model", {
      error: error instanceof JobError ? error.type : String(error),
    });
    return null;
  }
}
