/**
 * `pdf-to-csv`: the tables of a PDF as CSV, with where each came from. See README.md beside this file.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { Done, Next, Pipeline, Run } from "../pipeline.ts";
import {
  appendSlice,
  type Assembly,
  chunkName,
  type Chunks,
  EMPTY,
  finish,
  type OutputName,
  OUTPUTS,
  writeOutput,
} from "./assemble.ts";
import { closeDocument, withDocument } from "./documents.ts";
import { PdfToCsvOptions, selectedPages } from "./options.ts";
import { extractSlice, type Slice } from "./slices.ts";
import { STAGES } from "./stages.ts";

/** Where the job is. Slices are numbered from 0 and kept as parts; so are the chunks of the outputs. */
export type Cursor =
  | { at: "extract"; done: number; total: number; slices: number; silent: number; damaged: number; cost: number }
  | { at: "assemble"; total: number; slices: number; silent: number; damaged: number; done: number; chunks: number }
  | {
    at: "write";
    total: number;
    silent: number;
    damaged: number;
    chunks: number;
    tables: number;
    rows: number;
    next: number;
  };

export type Summary = {
  tables: number;
  rows: number;
  pages: number;
  pages_without_text: number;
  damaged_pages: number;
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
        return validate(run);
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

async function validate(run: Run<PdfToCsvOptions>): Promise<Step> {
  run.report("validating", 0, "Opening the file");
  const file = inputOf(run);
  const total = await withDocument(file, (pdf) => {
    if (pdf.pages === 0) throw new JobError("empty_pdf", `Cannot read ${file.name}: it has no pages.`);
    return Promise.resolve(selectedPages(run.options.pages, pdf.pages, file.name).length);
  });
  run.report("validating", 1, `${total} page${total === 1 ? "" : "s"}`);
  return { next: { at: "extract", done: 0, total, slices: 0, silent: 0, damaged: 0, cost: 0 } };
}

async function extract(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "extract" }): Promise<Step> {
  const file = inputOf(run);
  const { slice, done, cost } = await withDocument(file, (pdf) => {
    const pages = selectedPages(run.options.pages, pdf.pages, file.name).slice(cursor.done);
    return extractSlice(pdf, pages, run.options.mode, run.budget, cursor.cost);
  });
  await run.writePart(sliceName(cursor.slices), JSON.stringify(slice));
  const next = {
    ...cursor,
    done: cursor.done + done,
    slices: cursor.slices + 1,
    silent: cursor.silent + slice.silent.length,
    damaged: cursor.damaged + slice.damaged.length,
    cost,
  };
  run.report("extracting", next.done / next.total, `Page ${next.done} of ${next.total}`);
  if (next.done < next.total) return { next };
  closeDocument(file);
  complain(file.name, next);
  const { total, slices, silent, damaged } = next;
  return { next: { at: "assemble", total, slices, silent, damaged, done: 0, chunks: 0 } };
}

/** Fails when there was nothing to read on any page. */
function complain(name: string, { total, silent, damaged }: { total: number; silent: number; damaged: number }): void {
  if (damaged === total) {
    throw new JobError(
      "corrupt_pdf",
      `Cannot read ${name}: its pages are damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    );
  }
  if (silent + damaged === total) {
    throw new JobError(
      "no_text",
      `Cannot find tables in ${name}: it has no text, so it is probably a scan. Run text recognition (OCR) on it and upload it again.`,
    );
  }
}

async function assemble(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "assemble" }): Promise<Step> {
  const started = performance.now();
  const chunks: Chunks = { "table.csv": "", "result.json": "", "cells.json": "" };
  let state: Assembly = cursor.chunks === 0 ? EMPTY : await readJson(run, stateName(cursor.chunks - 1));
  let done = cursor.done;
  while (
    done < cursor.slices && (done === cursor.done || performance.now() - started < ASSEMBLE_MS * run.budget.scale)
  ) {
    state = appendSlice(state, await readJson<Slice>(run, sliceName(done++)), run.options, chunks);
  }
  const finished = done === cursor.slices;
  if (finished) state = finish(state, chunks);
  for (const name of Object.keys(OUTPUTS) as OutputName[]) {
    await run.writePart(chunkName(name, cursor.chunks), chunks[name]);
  }
  await run.writePart(stateName(cursor.chunks), JSON.stringify(state));
  run.report("writing", 0.7 * done / cursor.slices, "Putting the tables together");
  if (!finished) return { next: { ...cursor, done, chunks: cursor.chunks + 1 } };
  const { total, silent, damaged } = cursor;
  const { tables, rows } = state;
  return { next: { at: "write", total, silent, damaged, chunks: cursor.chunks + 1, tables, rows, next: 0 } };
}

async function write(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "write" }): Promise<Step> {
  const names = Object.keys(OUTPUTS) as OutputName[];
  await writeOutput(run, names[cursor.next]!, cursor.chunks);
  const next = cursor.next + 1;
  run.report("writing", 0.7 + 0.3 * next / names.length, "Writing the files");
  if (next < names.length) return { next: { ...cursor, next } };
  run.fileDone(0);
  const { tables, rows, total, silent, damaged } = cursor;
  const message = tables === 0
    ? `No table was found in ${inputOf(run).name}.`
    : `${tables} table${tables === 1 ? "" : "s"} with ${rows} row${rows === 1 ? "" : "s"}.`;
  return { done: { tables, rows, pages: total, pages_without_text: silent, damaged_pages: damaged, message } };
}

async function readJson<T>(run: Run<PdfToCsvOptions>, part: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(part)));
}

const sliceName = (index: number): string => `slices/${index}.json`;
const stateName = (index: number): string => `assembly/${index}.json`;
