/**
 * From pages to what is told of a document: its type and, when asked for, its fields.
 *
 * @module
 */
import { analyze, type Analyzed, pageBox } from "./analyze/analyze.ts";
import { type Reading, SEARCHED } from "./analyze/reading.ts";
import { placeAround, rounded } from "./analyze/value.ts";
import { type Classified, classify } from "./classify/classify.ts";
import { type Opened, textName } from "./cursor.ts";
import type { DocumentsRun } from "./open.ts";
import type { DocumentResult, Evidence } from "./result.ts";
import type { TextPage } from "./text/page.ts";
import { textOf } from "./text/rows.ts";

export interface Part {
  readonly index: number;
  readonly opened: Opened;
  readonly pages: readonly TextPage[];
  readonly reading: Reading;
  /** First and last page of the document in its file. */
  readonly bounds: readonly [number, number];
}

/** Without a language model. */
export function understand(run: DocumentsRun, { index, opened, pages, reading, bounds }: Part): DocumentResult {
  const file = run.files[index]!;
  const whole = bounds[0] === 1 && bounds[1] >= opened.read;
  const { task, types, schema } = run.options;
  const classified = classify(pages, whole ? opened.pages : bounds[1] - bounds[0] + 1, types);
  const wanted = types.find(({ name }) => name === classified.type)?.schema ?? schema;
  const analyzed = task === "analyze" ? analyze(reading, classified.builtIn, wanted) : unanalyzed(reading);
  return {
    file: file.name,
    file_id: file.id,
    pages: opened.flow ? null : [bounds[0], whole ? opened.pages : bounds[1]],
    type: classified.type,
    confidence: rounded(classified.confidence),
    alternatives: classified.alternatives.map(({ type, confidence }) => ({ type, confidence: rounded(confidence) })),
    evidence: evidenceOf(pages, classified),
    language: analyzed.language,
    fields: analyzed.fields,
    mentions: analyzed.mentions,
    summary: analyzed.summary,
    text_source: pages.some((page) => page.source === "ocr") ? "ocr" : "text",
    method: "offline",
    text_file: opened.flow ? textName(index) : null,
    read_pages: opened.flow ? [] : pages.map((page) => ({
      page: page.number,
      box: pageBox(page),
      text_source: page.source,
    })),
    warnings: warningsOf(opened, pages, task === "analyze"),
  };
}

function unanalyzed({ language }: Reading): Analyzed {
  const mentions = { dates: [], amounts: [], parties: [], identifiers: [] };
  return { language, fields: {}, mentions, summary: null };
}

const MOST_EVIDENCE = 12;
const MOST_PLACES = 3;

/** The words that decided, each reason with its first few places. */
function evidenceOf(pages: readonly TextPage[], { reasons }: Classified): Evidence[] {
  const total = reasons.reduce((sum, { weight }) => sum + weight, 0);
  return reasons.slice(0, MOST_EVIDENCE).flatMap(({ weight, found, says }) => {
    const share = rounded(weight / total);
    const places = says ? found.slice(0, 1) : found.slice(0, MOST_PLACES);
    if (places.length === 0) return [{ text: says ?? "", weight: share, page: null, bbox: null, span: null }];
    return places.map(({ row, from, to }) => ({
      text: says ?? textOf(row, from, to),
      weight: rounded(share / places.length),
      ...placeAround({ pages }, [{ row, from, to }]),
    }));
  }).slice(0, MOST_EVIDENCE);
}

function warningsOf(opened: Opened, pages: readonly TextPage[], analyzes: boolean): string[] {
  const cut = pages.filter((page) => page.truncated).length;
  return [
    ...opened.warnings,
    ...(opened.damaged > 0
      ? [`${opened.damaged} damaged ${opened.damaged === 1 ? "page was" : "pages were"} left out.`]
      : []),
    ...(analyzes && pages.length > SEARCHED.first + SEARCHED.last
      ? [`Fields were looked for on the first ${SEARCHED.first} pages and the last ${SEARCHED.last}.`]
      : []),
    ...(pages.every((page) => page.words.length === 0) ? ["There is no text in it."] : []),
    ...(cut > 0 ? [`${cut} ${cut === 1 ? "page holds" : "pages hold"} more text than is read.`] : []),
  ];
}
