/**
 * `documents`: many files sorted by type and read out. See README.md beside this file.
 *
 * @module
 */
import { closeIdlePdfs } from "../../documents/pdf/kept_pdfs.ts";
import { JobError } from "../../jobs/errors.ts";
import type { Done, Next, Pipeline } from "../pipeline.ts";
import { read as readingOf } from "./analyze/reading.ts";
import {
  type Cursor,
  documentName,
  invoiceName,
  type Opened,
  type Outcome,
  outcomeName,
  readParts,
  sliceName,
} from "./cursor.ts";
import { withInvoice } from "./einvoice/apply.ts";
import type { EInvoice } from "./einvoice/einvoice.ts";
import { NOT_SPLIT, splitOn } from "./split/bounds.ts";
import { collect, joined } from "./collect.ts";
import { ask, NOTHING_ASKED } from "./llm/ask.ts";
import { merged } from "./llm/merge.ts";
import { loadPages } from "./load.ts";
import { type DocumentsRun, openFile } from "./open.ts";
import { DocumentsOptions } from "./options.ts";
import { readJson, writeJson } from "./parts.ts";
import { readSlice } from "./read.ts";
import { recognisePage } from "./recognise.ts";
import type { Summary } from "./result.ts";
import type { TextPage } from "./text/page.ts";
import { STAGES } from "./stages.ts";
import { understand } from "./understand.ts";
import { failed } from "./failed.ts";

type Step = Next<Cursor> | Done<Summary>;
type At<Name extends Cursor["at"]> = Cursor & { at: Name };

export const documents: Pipeline<DocumentsOptions, Cursor, Summary> = {
  kind: "documents",
  options: DocumentsOptions,
  stages: STAGES,
  mainOutput: "result.json",
  step: async (run, { spent, ...cursor } = { file: 0, at: "open", llm: { failures: 0 } }) => {
    if (spent) await run.dropParts(spent);
    if (cursor.at === "collect") return await collect(run, cursor);
    try {
      checkLosses(run, cursor);
      return await stepOf(run, cursor);
    } catch (error) {
      return await giveUp(run, cursor, error);
    }
  },
};

function stepOf(run: DocumentsRun, cursor: Exclude<Cursor, { at: "collect" }>): Promise<Step> {
  switch (cursor.at) {
    case "open":
      return open(run, cursor);
    case "read":
      return read(run, cursor);
    case "recognise":
      return recognise(run, cursor);
    case "part":
      return part(run, cursor);
    case "understand":
      return understandNext(run, cursor);
  }
}

/** Progress goes by file: `within` is how far the one at hand is. */
function tell(run: DocumentsRun, file: number, within: number, doing: string): void {
  const { length } = run.files;
  const which = length > 1 ? ` (${file + 1} of ${length})` : "";
  run.report("reading", (file + within) / length, `${doing} ${run.files[file]!.name}${which}`);
}

async function open(run: DocumentsRun, { file, llm, looked }: At<"open">): Promise<Step> {
  const started = performance.now();
  tell(run, file, 0, "Opening");
  const answer = await openFile(run, file, looked);
  if ("looked" in answer) return { next: { file, llm, at: "open", looked: answer.looked } };
  const { opened, pages } = answer, job = { file, llm };
  if (pages) return await goOn(run, { ...opened, ...job, at: "part", ocrPages: [] }, pages, started);
  if (opened.scans.length > 0) return { next: { ...opened, ...job, at: "recognise", done: 0, ocrPages: [] } };
  const next = { ...opened, ...job, at: "read" as const, done: 0, cost: 0 };
  return isQuick(run, started) ? await read(run, next, started) : { next };
}

async function read(
  run: DocumentsRun,
  { at: _, file, llm, done, cost, ...before }: At<"read">,
  started = performance.now(),
): Promise<Step> {
  const { opened, pages, ...slice } = await readSlice(run, file, before, { done, cost });
  const next = { ...opened, file, llm };
  tell(run, file, (next.scans.length > 0 ? 0.1 : 0.8) * slice.done / before.read, "Reading");
  const isRead = slice.done === before.read;
  if (isRead && next.scans.length === 0 && before.slices === 0) {
    return await goOn(run, { ...next, at: "part", ocrPages: [] }, pages, started);
  }
  const kept = await keep(run, next, pages);
  if (!isRead) return { next: { ...kept, at: "read", ...slice } };
  if (next.scans.length > 0) return { next: { ...kept, at: "recognise", done: 0, ocrPages: [] } };
  return { next: { ...kept, at: "part", ocrPages: [] } };
}

/** What has taken less so far is gone on with in the same step: of many small files, each costs one step, not four. */
const QUICK_MS = 150;

const isQuick = (run: DocumentsRun, started: number): boolean =>
  performance.now() - started < QUICK_MS * run.budget.scale;

/** With all pages of a file in memory. A stack is parted from what is kept. */
async function goOn(
  run: DocumentsRun,
  cursor: At<"part">,
  pages: readonly TextPage[],
  started: number,
): Promise<Step> {
  if (isQuick(run, started) && !(run.options.split && pages.length > 1)) return await part(run, cursor, pages);
  return { next: await keep(run, cursor, pages) };
}

/** Keeps pages for the steps to come. */
async function keep<At extends Opened & { file: number }>(
  run: DocumentsRun,
  cursor: At,
  pages: readonly TextPage[],
): Promise<At> {
  if (pages.length === 0) return cursor;
  await writeJson(run, sliceName(cursor.file, cursor.slices), pages);
  return { ...cursor, slices: cursor.slices + 1 };
}

async function recognise(run: DocumentsRun, { ocr, done, ...before }: At<"recognise">): Promise<Step> {
  const { file, scans } = before;
  const page = scans[done]!;
  const answer = await recognisePage(run, file, page, ocr);
  const fraction = "ocr" in answer ? answer.fraction : 1;
  const doing = scans.length > 1 ? `Recognising page ${page} of` : "Recognising";
  tell(run, file, 0.1 + 0.8 * (done + fraction) / scans.length, doing);
  if ("ocr" in answer) return { next: { ...before, done, ocr: answer.ocr } };
  const { spent } = answer;
  const next = "done" in answer
    ? { ...before, spent, ocrPages: [...before.ocrPages, page] }
    : { ...before, spent, damaged: before.damaged + 1, unread: before.unread ?? answer.unread };
  return { next: done + 1 < scans.length ? { ...next, done: done + 1 } : { ...next, at: "part" } };
}

const SPLIT_MS = 200;

/** Finds out which documents the file holds. */
async function part(
  run: DocumentsRun,
  { splitting = NOT_SPLIT, ...before }: At<"part">,
  loaded?: readonly TextPage[],
): Promise<Step> {
  const { file, read } = before;
  const pages = loaded ?? await loadPages(run, file, before, before.ocrPages);
  if (pages.every((page) => page.words.length === 0)) checkUnread(run, before);
  if (!run.options.split || pages.length < 2) {
    return await understandNext(run, { ...before, at: "understand", bounds: [[1, read]], done: 0 }, pages);
  }
  const started = performance.now();
  const next = splitOn(pages, splitting, () => performance.now() - started < SPLIT_MS * run.budget.scale);
  tell(run, file, 0.9, "Splitting");
  if (next.done < pages.length) return { next: { ...before, splitting: next } };
  return { next: { ...before, at: "understand", bounds: next.bounds, done: 0 } };
}

/** A file without text has been read when there is none, and has not when it could not be seen. */
function checkUnread(run: DocumentsRun, { file, unread, images, damaged, read }: At<"part">): void {
  const { name } = run.files[file]!;
  if (unread) throw new JobError(unread.type, `Cannot read ${name}: ${unread.detail}`);
  if (damaged === read) throw new JobError("corrupt_pdf", `Cannot read ${name}: its pages are damaged.`);
  if (run.options.ocr === "never" && images) {
    throw new JobError(
      "no_text",
      `Cannot read ${name}: there is no text on its pages, and text recognition is switched off.`,
    );
  }
}

async function understandNext(
  run: DocumentsRun,
  cursor: At<"understand">,
  loaded?: readonly TextPage[],
): Promise<Step> {
  const { file, bounds, done } = cursor;
  const [first, last] = bounds[done]!;
  tell(run, file, 0.9 + 0.1 * done / bounds.length, run.options.task === "classify" ? "Sorting" : "Analysing");
  const pages = (loaded ?? await loadPages(run, file, cursor, cursor.ocrPages))
    .filter((page) => page.number >= first && page.number <= last);
  const reading = readingOf(pages);
  const offline = understand(run, { index: file, opened: cursor, pages, reading, bounds: [first, last] });
  const invoice = cursor.invoice && bounds.length === 1 ? await readJson<EInvoice>(run, invoiceName(file)) : undefined;
  const { said, warning, usage, state } = invoice && isAllKnown(run.options)
    ? { usage: NOTHING_ASKED, state: cursor.llm }
    : await ask(run, reading.rows, cursor.llm);
  const read = said ? merged(offline, said, reading) : offline;
  const told = invoice ? withInvoice(read, invoice, reading, run.options) : read;
  const result = warning ? { ...told, warnings: [...told.warnings, warning] } : told;
  const outcome: Outcome = { documents: [result], usage };
  if (done + 1 < bounds.length) {
    await writeJson(run, documentName(file, done), outcome);
    return { next: { ...cursor, llm: state, done: done + 1 } };
  }
  const before: Outcome[] = [];
  for (let i = 0; i < done; i++) before.push(await readJson(run, documentName(file, i)));
  return await finishFile(run, { ...cursor, llm: state }, joined([...before, outcome]));
}

/** An invoice's data have all that is asked for, unless the caller names fields of his own. */
const isAllKnown = ({ schema, types }: DocumentsOptions): boolean => !schema && types.every((type) => !type.schema);

async function finishFile(run: DocumentsRun, cursor: Cursor, outcome: Outcome): Promise<Step> {
  const { file, llm } = cursor;
  await writeJson(run, outcomeName(file), outcome);
  await closeIdlePdfs();
  const { error } = outcome.documents[0]!;
  run.fileDone(file, error);
  tell(run, file, 1, error ? "Could not read" : "Read");
  const next = { file: file + 1, llm, spent: readParts(cursor) };
  return { next: next.file < run.files.length ? { ...next, at: "open" } : { ...next, at: "collect", done: 0 } };
}

/** Losses in a row after which a file is what kills the isolates; the engine would give up the job after five. */
const MOST_LOSSES = 3;

function checkLosses(run: DocumentsRun, { file }: Cursor): void {
  if (run.budget.scale > 1 / 2 ** MOST_LOSSES) return;
  const { name } = run.files[file]!;
  throw new JobError(
    "too_complex",
    `Cannot read ${name}: it takes more time or memory than there is. Split it and upload the parts.`,
  );
}

/** One bad file does not fail the others; trouble that passes is the engine's. */
async function giveUp(run: DocumentsRun, cursor: Cursor, error: unknown): Promise<Step> {
  const file = run.files[cursor.file]!;
  if (run.signal.aborted || error instanceof JobError && error.transient) throw error;
  if (!(error instanceof JobError)) run.log.error("file failed", { file: file.id, error });
  return await finishFile(run, cursor, { documents: [failed(file, error)], usage: NOTHING_ASKED });
}
