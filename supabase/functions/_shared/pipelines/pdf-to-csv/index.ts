/**
 * `pdf-to-csv`: the tables of a PDF as CSV, with where each came from. See README.md beside this file.
 *
 * @module
 */
import { pagesIn } from "../../documents/page-range.ts";
import { type Looked, NOT_LOOKED } from "../../documents/pdf/guard.ts";
import { closeRenderer } from "../../documents/render/renderer.ts";
import { JobError } from "../../jobs/errors.ts";
import type { Done, Json, Next, Pipeline, Run } from "../pipeline.ts";
import type { Assembler } from "./assembler.ts";
import { checkFile } from "../../documents/pdf/check.ts";
import { closeDocument, withDocument } from "./documents.ts";
import { PdfToCsvOptions } from "./options.ts";
import { Chunks, writeOutput } from "./outputs/chunks.ts";
import { RaceAssembler } from "./racing/race-assembler.ts";
import { dropScan, type Scan, scanStep, scanTest } from "./scans.ts";
import { extractSlice, type Slice } from "./slices.ts";
import { STAGES } from "./stages.ts";
import { TableAssembler } from "./table-assembler.ts";

/** What was seen of the pages so far. */
type Seen = {
  total: number;
  /** Slices kept as parts, numbered from 0. */
  slices: number;
  silent: number;
  damaged: number;
  chart: boolean;
  /** Whether there are pictures in the file: without any, a page without text is no scan. */
  images: boolean;
};

/** Where the job is: bytes checked, pages done, slices assembled, or outputs written; each with what the next step must know. */
export type Cursor =
  | { at: "check"; looked: Looked }
  | Seen & { at: "extract"; done: number; cost: number; scan?: Scan; recognised?: number }
  | Seen & { at: "assemble"; done: number; chunks: number }
  | Seen & { at: "write"; done: number; chunks: number };

export type Summary = {
  tables: number;
  rows: number;
  pages: number;
  pages_without_text: number;
  damaged_pages: number;
  warnings: number;
  /** A preset that fits the document and was not asked for. */
  suggested_preset: string | null;
  message: string;
};

type Step = Next<Cursor> | Done<Summary>;

/** Assembling stops reading slices after this many milliseconds. */
const ASSEMBLE_MS = 150;

export const pdfToCsv: Pipeline<PdfToCsvOptions, Cursor, Summary> = {
  kind: "pdf-to-csv",
  options: PdfToCsvOptions,
  stages: STAGES,
  mainOutput: "table.csv",
  step: (run, cursor) => {
    switch (cursor?.at) {
      case undefined:
        return validate(run, NOT_LOOKED);
      case "check":
        return validate(run, cursor.looked);
      case "extract":
        return extract(run, cursor);
      case "assemble":
        return assemble(run, cursor);
      case "write":
        return write(run, cursor);
    }
  },
};

function inputOf(run: Run<PdfToCsvOptions>) {
  const file = run.files[0];
  if (!file) throw new JobError("invalid_options", "Cannot start: the job has no file. Upload one PDF.");
  return file;
}

async function validate(run: Run<PdfToCsvOptions>, before: Looked): Promise<Step> {
  run.report("validating", before.at / (inputOf(run).bytes || 1), "Opening the file");
  const file = inputOf(run);
  const { looked, openNow, data } = await checkFile(file, before, run.budget);
  if (!openNow) return { next: { at: "check", looked } };
  const total = await withDocument(file, (pdf) => {
    if (pdf.pages === 0) throw new JobError("empty_pdf", `Cannot read ${file.name}: it has no pages.`);
    return Promise.resolve(pagesIn(run.options.pages, pdf.pages, file.name).length);
  }, data);
  run.report("validating", 1, `${total} page${total === 1 ? "" : "s"}`);
  const seen = { total, slices: 0, silent: 0, damaged: 0, chart: false, images: looked.images };
  return { next: { at: "extract", done: 0, ...seen, cost: 0 } };
}

async function extract(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "extract" }): Promise<Step> {
  if (cursor.scan) return await recognise(run, cursor, cursor.scan);
  if (cursor.recognised !== undefined) await dropScan(run, cursor.recognised);
  const file = inputOf(run);
  const started = performance.now();
  const { slice, done, cost, scan } = await withDocument(file, (pdf) => {
    const pages = pagesIn(run.options.pages, pdf.pages, file.name).slice(cursor.done);
    // In a fresh invocation opening the file has taken its part of the step's time.
    const spentMs = performance.now() - started;
    const isScan = scanTest(file, cursor.images);
    return extractSlice(pdf, pages, run.options, run.budget, { costBefore: cursor.cost, spentMs, isScan });
  });
  // It was looked at for pictures; two readers of one file are too much to keep.
  await closeRenderer();
  const { recognised: _, ...before } = cursor;
  const next = done === 0 ? before : { ...await kept(run, before, slice, done), cost };
  if (scan === undefined) return await extracted(run, next);
  // Recognition wants the memory.
  await closeDocument(file);
  return { next: { ...next, scan: { page: scan, ocr: null } } };
}

/** A part of the recognition of a scanned page. */
async function recognise(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "extract" }, scan: Scan): Promise<Step> {
  const answer = await scanStep(run, inputOf(run), scan, cursor.total);
  if ("next" in answer) {
    const { done, total } = cursor;
    run.report("extracting", (done + answer.fraction) / total, `Recognising page ${done + 1} of ${total}`);
    return { next: { ...cursor, scan: answer.next } };
  }
  const { scan: _, ...next } = await kept(run, cursor, answer.slice, 1);
  return await extracted(run, { ...next, recognised: scan.page });
}

/** Keeps what pages gave as a part. */
async function kept<C extends Cursor & { at: "extract" }>(
  run: Run<PdfToCsvOptions>,
  cursor: C,
  slice: Slice,
  done: number,
): Promise<C> {
  await run.writePart(sliceName(cursor.slices), JSON.stringify(slice));
  const next = {
    ...cursor,
    done: cursor.done + done,
    slices: cursor.slices + 1,
    silent: cursor.silent + slice.silent.length,
    damaged: cursor.damaged + slice.damaged.length,
    chart: cursor.chart || slice.chart,
  };
  run.report("extracting", next.done / next.total, `Page ${next.done} of ${next.total}`);
  return next;
}

/** Goes on with the next pages, or with putting the tables together when there are none. */
async function extracted(run: Run<PdfToCsvOptions>, next: Cursor & { at: "extract" }): Promise<Step> {
  if (next.done < next.total) return { next };
  const file = inputOf(run);
  await closeDocument(file);
  complain(file.name, next, run.options);
  const { cost: _, recognised: __, ...seen } = next;
  return { next: { ...seen, at: "assemble", done: 0, chunks: 0 } };
}

/** Fails when there was nothing to read on any page. */
function complain(name: string, { total, silent, damaged, chart }: Seen, options: PdfToCsvOptions): void {
  if (damaged === total) {
    throw new JobError(
      "corrupt_pdf",
      `Cannot read ${name}: its pages are damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    );
  }
  if (silent + damaged === total) {
    throw new JobError(
      "no_text",
      `Cannot find tables in ${name}: no text could be recognised in its pictures. Scan it again, upright, sharp and at 300 dpi.`,
    );
  }
  if (options.preset === "race-chart" && !chart) {
    throw new JobError(
      "no_chart",
      `Cannot read ${name} as race charts: no page has a table of starters. Choose no preset to get its tables as they are.`,
    );
  }
}

function assemblerOf(options: PdfToCsvOptions, state: Json | undefined): Assembler {
  return options.preset === "race-chart" ? new RaceAssembler(options, state) : new TableAssembler(options, state);
}

async function assemble(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "assemble" }): Promise<Step> {
  const started = performance.now();
  const before = cursor.chunks === 0 ? undefined : await readJson<Json>(run, stateName(cursor.chunks - 1));
  const assembler = assemblerOf(run.options, before);
  const chunks = new Chunks();
  let done = cursor.done;
  const mayGoOn = () => performance.now() - started < ASSEMBLE_MS * run.budget.scale;
  while (done < cursor.slices && (done === cursor.done || mayGoOn())) {
    assembler.append(await readJson<Slice>(run, sliceName(done++)), chunks);
  }
  const finished = done === cursor.slices;
  if (finished) assembler.finish(chunks);
  await chunks.keep(run, [...assembler.outputs.keys()], cursor.chunks);
  await run.writePart(stateName(cursor.chunks), JSON.stringify(assembler.state()));
  run.report("writing", 0.7 * done / cursor.slices, "Putting the tables together");
  const next = { ...cursor, done, chunks: cursor.chunks + 1 };
  return { next: finished ? { ...next, at: "write", done: 0 } : next };
}

async function write(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "write" }): Promise<Step> {
  const assembler = assemblerOf(run.options, await readJson<Json>(run, stateName(cursor.chunks - 1)));
  const outputs = [...assembler.outputs];
  const [name, mediaType] = outputs[cursor.done]!;
  await writeOutput(run, name, mediaType, cursor.chunks);
  const done = cursor.done + 1;
  run.report("writing", 0.7 + 0.3 * done / outputs.length, "Writing the files");
  if (done < outputs.length) return { next: { ...cursor, done } };
  run.fileDone(0);
  return { done: summaryOf(run, cursor, assembler) };
}

function summaryOf(run: Run<PdfToCsvOptions>, seen: Seen, assembler: Assembler): Summary {
  const { tables, rows, warnings } = assembler.totals();
  const racing = run.options.preset === "race-chart";
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const found = tables === 0
    ? `No table was found in ${inputOf(run).name}.`
    : racing
    ? `${count(tables, "race")} with ${count(rows, "starter")}.`
    : `${count(tables, "table")} with ${count(rows, "row")}.`;
  const unread = seen.silent + seen.damaged > 0
    ? ` ${count(seen.silent + seen.damaged, "page")} could not be read.`
    : "";
  return {
    tables,
    rows,
    pages: seen.total,
    pages_without_text: seen.silent,
    damaged_pages: seen.damaged,
    warnings,
    suggested_preset: seen.chart && !racing ? "race-chart" : null,
    message: found + unread,
  };
}

async function readJson<T>(run: Run<PdfToCsvOptions>, part: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(part)));
}

const sliceName = (index: number): string => `slices/${index}.json`;
const stateName = (index: number): string => `assembly/${index}.json`;
