/**
 * Tags without a model: by words of the taxonomy, where one question's are few by those of the whole worksheet.
 *
 * @module
 */
import type { Reading, Tags } from "../reading.ts";
import { allWordsOf } from "../reading.ts";
import { difficultyOf, typeOf } from "./kinds.ts";
import { type Fit, fitsOf, signShare } from "./words.ts";

/** What the worksheet as a whole is about. */
export interface Theme {
  /** 0..1 each. */
  readonly subjects: ReadonlyMap<string, number>;
}

/** What the worksheet's subject weighs beside a question's own words. */
const THEME = 2;
const MIN_SCORE = 0.9;

export function themeOf(readings: readonly Reading[], given: string): Theme {
  if (given !== "") return { subjects: new Map([[given, 1]]) };
  const scores = new Map<string, number>();
  for (const reading of readings) {
    const text = allWordsOf(reading);
    for (const fit of fitsOf(text)) scores.set(fit.subject, (scores.get(fit.subject) ?? 0) + Math.min(3, fit.score));
    scores.set("Mathematics", (scores.get("Mathematics") ?? 0) + 2 * signShare(text));
  }
  const most = Math.max(1, ...scores.values());
  return { subjects: new Map([...scores].map(([subject, score]) => [subject, score / most])) };
}

export function offlineTags(reading: Reading, theme: Theme): Tags {
  const text = allWordsOf(reading);
  const fits = fitsOf(text);
  const scores = new Map<string, number>();
  for (const { subject, score } of fits) scores.set(subject, (scores.get(subject) ?? 0) + score);
  for (const [subject, share] of theme.subjects) scores.set(subject, (scores.get(subject) ?? 0) + THEME * share);
  scores.set("Mathematics", (scores.get("Mathematics") ?? 0) + 2 * signShare(text));
  const [subject, score] = [...scores].reduce((best, some) => some[1] > best[1] ? some : best, ["", 0]);
  const known = score >= MIN_SCORE ? subject : undefined;
  const topic = fits.filter((fit) => fit.subject === known).reduce<Fit | undefined>(
    (best, fit) => !best || fit.score > best.score ? fit : best,
    undefined,
  );
  return {
    ...(known && { subject: known }),
    ...(topic && { topic: topic.topic }),
    type: typeOf(reading),
    difficulty: difficultyOf(reading, known),
  };
}
