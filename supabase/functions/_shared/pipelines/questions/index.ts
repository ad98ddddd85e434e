/**
 * `questions`: what a worksheet asks, as rows for people to review. See README.md beside this file.
 *
 * @module
 */
import { NOT_LOOKED } from "../../documents/pdf/guard.ts";
import type { Done, Next, Pipeline } from "../pipeline.ts";
import type { Cursor } from "./cursor.ts";
import { cropQuestions, publish, type Summary } from "./draft_step.ts";
import { QuestionsOptions } from "./options.ts";
import { check } from "./read/check.ts";
import { drawPages } from "./read/draw.ts";
import { readPages, recognisePages } from "./read/pages.ts";
import { segmentPages } from "./segment_step.ts";
import { STAGES } from "./stages.ts";
import { tagQuestions } from "./tag_step.ts";

export const questions: Pipeline<QuestionsOptions, Cursor, Summary> = {
  kind: "questions",
  options: QuestionsOptions,
  stages: STAGES,
  mainOutput: "questions.json",
  async step(run, cursor): Promise<Next<Cursor> | Done<Summary>> {
    switch (cursor?.at) {
      case undefined:
        return { next: await check(run, NOT_LOOKED) };
      case "check":
        return { next: await check(run, cursor.looked) };
      case "read":
        return { next: await readPages(run, cursor) };
      case "recognise":
        return { next: await recognisePages(run, cursor) };
      case "draw":
        return { next: await drawPages(run, cursor) };
      case "segment":
        return { next: await segmentPages(run, cursor) };
      case "tag":
        return { next: await tagQuestions(run, cursor) };
      case "crop":
        return { next: await cropQuestions(run, cursor) };
      case "publish":
        return await publish(run, cursor);
    }
  },
};
