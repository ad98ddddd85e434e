/**
 * `fillable-pdf`: a flat form becomes one that can be filled in. See README.md beside this file.
 *
 * @module
 */
import type { FormPage } from "../../documents/pdf/form_page.ts";
import { pagesIn } from "../../documents/page_range.ts";
import { JobError } from "../../jobs/errors.ts";
import type { Done, InputFile, Next, Pipeline } from "../pipeline.ts";
import { type Cursor, type FillableRun, inputOf } from "./cursor.ts";
import { detectorFor } from "./detect/detectors.ts";
import { pagePicture } from "./detect/page_picture.ts";
import { closeRenderer, unloadRenderer } from "../../documents/render/renderer.ts";
import { isScan, scanStep, startOf } from "./scans.ts";
import { closeSource, withSource } from "./open_sources.ts";
import { open, outline } from "./opening.ts";
import { FillablePdfOptions } from "./options.ts";
import type { DetectedPage } from "./placing.ts";
import { rowsOf } from "./rows.ts";
import { checkFieldCount } from "./size.ts";
import { STAGES } from "./stages.ts";
import { type Counts, type Seen, type Summary, summaryOf } from "./summary.ts";
import type { Source } from "./write/stored.ts";
import { writeCopy, writeFieldList, writePdf } from "./results.ts";

type Step = Next<Cursor> | Done<Summary>;

/** A step goes on with another page until it has taken this many milliseconds. */
const TARGET_MS = 200;
const MAX_SLICE = 12;
const MAX_PROBLEMS = 10;

export const fillablePdf: Pipeline<FillablePdfOptions, Cursor, Summary> = {
  kind: "fillable-pdf",
  options: FillablePdfOptions,
  stages: STAGES,
  mainOutput: "fillable.pdf",
  step: (run, cursor) => {
    switch (cursor?.at) {
      case undefined:
        return open(run);
      case "look":
        return open(run, cursor.looked);
      case "outline":
        return outline(run, cursor);
      case "render":
        return render(run, cursor);
      case "scan":
        return recognise(run, cursor);
      case "detect":
        return detect(run, cursor);
      case "place":
        return place(run, cursor);
      case "write":
        return write(run, cursor);
      case "fill":
        return fill(run, cursor);
    }
  },
};

/** Reads what is painted on the pages. */
async function render(run: FillableRun, cursor: Cursor & { at: "render" }): Promise<Step> {
  const file = inputOf(run);
  const { password, pages } = run.options;
  const slice: FormPage[] = [];
  let done = cursor.done, damaged = cursor.damaged;
  await withSource(file, { password, checked: true }, async (source) => {
    const numbers = pagesIn(pages, source.pages, file.name);
    const mayGoOn = stopwatch(run);
    while (done < numbers.length && (done === cursor.done || slice.length < MAX_SLICE && mayGoOn())) {
      try {
        slice.push(await source.page(numbers[done]!));
      } catch (error) {
        if (!(error instanceof JobError && error.type === "corrupt_page")) throw error;
        damaged++;
      }
      done++;
    }
  });
  const scans: number[] = [];
  for (const page of slice) {
    if (!cursor.images || !await isScan(withPassword(file, run), page)) continue;
    await run.writePart(scanName(page.number), JSON.stringify(page));
    scans.push(page.number);
  }
  await run.writePart(pagesName(cursor.slices), JSON.stringify(slice.filter((page) => !scans.includes(page.number))));
  const next = {
    ...cursor,
    done,
    damaged,
    slices: cursor.slices + 1,
    scans: [...cursor.scans, ...scans],
    existing: cursor.existing + slice.reduce((sum, page) => sum + page.widgets.length, 0),
  };
  run.report("rendering", (done - next.scans.length) / cursor.total, `Reading page ${done} of ${cursor.total}`);
  if (done < cursor.total) return { next };
  await closeSource(file);
  return goOnWithScan(run, { ...next, done: 0 });
}

/** A part of the recognition of a scanned page. */
async function recognise(run: FillableRun, cursor: Cursor & { at: "scan" }): Promise<Step> {
  const { scan, total, scans, done } = cursor;
  const page = await readJson<FormPage>(run, scanName(scan.page));
  const answer = await scanStep(run, withPassword(inputOf(run), run), page, scan);
  const isNext = "next" in answer;
  run.report(
    "rendering",
    (total - scans.length + done + (isNext ? answer.fraction : 1)) / total,
    `Recognising page ${scan.page}`,
  );
  if (isNext) return { next: { ...cursor, scan: answer.next } };
  const found = answer.page;
  await run.writePart(pagesName(cursor.slices), JSON.stringify(found ? [found] : []));
  return await goOnWithScan(run, {
    ...cursor,
    done: done + 1,
    slices: cursor.slices + 1,
    silent: cursor.silent + (found && found.words.length === 0 ? 1 : 0),
    damaged: cursor.damaged + (found ? 0 : 1),
  });
}

async function goOnWithScan(run: FillableRun, cursor: Seen & { at: "render" | "scan"; done: number }): Promise<Step> {
  const page = cursor.scans[cursor.done];
  if (page !== undefined) return { next: { ...cursor, at: "scan", scan: startOf(page) } };
  await unloadRenderer();
  complain(inputOf(run).name, cursor);
  const { scan: _, ...seen } = { scan: undefined, ...cursor };
  return { next: { ...seen, at: "detect", done: 0 } };
}

/** For drawing its pages. */
function withPassword(file: InputFile, run: FillableRun): InputFile & { readonly password: string } {
  return { ...file, password: run.options.password };
}

/** Fails when there was nothing to read on any page. */
function complain(name: string, { total, silent, damaged, existing }: Seen): void {
  if (damaged === total) {
    throw new JobError(
      "corrupt_pdf",
      `Cannot read ${name}: its pages are damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    );
  }
  if (silent + damaged === total && existing === 0) {
    throw new JobError(
      "no_text",
      `Cannot find fields in ${name}: no text could be recognised in its pictures. Scan it again, upright, sharp and at 300 dpi.`,
    );
  }
}

async function detect(run: FillableRun, cursor: Cursor & { at: "detect" }): Promise<Step> {
  const detector = detectorFor(run.options);
  const file = withPassword(inputOf(run), run);
  const mayGoOn = stopwatch(run);
  let done = cursor.done, last = 0;
  while (done < cursor.slices && (done === cursor.done || mayGoOn())) {
    const found: DetectedPage[] = [];
    for (const page of await readJson<FormPage[]>(run, pagesName(done))) {
      const picture = (dpi: number) => pagePicture(file, page, dpi);
      const fields = await detector.detect(page, { fast: run.options.fast, picture });
      found.push({
        page: page.number,
        view: page.view,
        turns: page.turns,
        ...(page.skew !== undefined && { skew: page.skew }),
        fields: wanted(fields, page, run.options),
      });
      last = page.number;
    }
    await run.writePart(fieldsName(done), JSON.stringify(found));
    done++;
  }
  run.report("detecting", done / cursor.slices, last > 0 ? `Looked for fields up to page ${last}` : undefined);
  if (done < cursor.slices) return { next: { ...cursor, done } };
  await closeRenderer();
  return { next: { ...withoutDone(cursor), at: "place" } };
}

/** Certain enough, and not where a field is that stays. */
function wanted(fields: DetectedPage["fields"], page: FormPage, options: FillablePdfOptions) {
  return fields.filter((field) =>
    field.confidence >= options.confidence &&
    !(options.keep_existing_fields && page.widgets.some((widget) =>
      Math.min(widget.x1, field.x1) - Math.max(widget.x0, field.x0) > 1 &&
      Math.min(widget.y1, field.y1) - Math.max(widget.y0, field.y0) > 1
    ))
  );
}

function withoutDone({ done: _, at: __, ...seen }: Seen & { at: string; done: number }): Seen {
  return seen;
}

/** Names the fields. */
async function place(run: FillableRun, cursor: Cursor & { at: "place" }): Promise<Step> {
  const found: DetectedPage[] = [];
  for (let i = 0; i < cursor.slices; i++) found.push(...await readJson<DetectedPage[]>(run, fieldsName(i)));
  if (cursor.xfa && cursor.existing === 0 && !run.options.fields && found.every((page) => page.fields.length === 0)) {
    throw new JobError(
      "dynamic_xfa",
      `Cannot find fields in ${
        inputOf(run).name
      }: it is an XFA form, whose pages are made only as Adobe's reader opens it. Open it there, print it to a PDF and upload that.`,
    );
  }
  // Scanned pages were recognised after all others were read.
  found.sort((a, b) => a.page - b.page);
  const amount = (run.options.fields?.pages ?? found).reduce((sum, page) => sum + page.fields.length, 0);
  checkFieldCount(amount, inputOf(run).name, run.options);
  const written = await writeFieldList(run, sourceOf(run, cursor), found);
  run.report("writing", 0.4, "Writing the fields");
  return { next: { ...cursor, at: "write", ...written } };
}

async function write(run: FillableRun, cursor: Cursor & { at: "write" }): Promise<Step> {
  await writePdf(run, sourceOf(run, cursor), cursor.placed, cursor.counts);
  if (run.options.data !== "") return { next: { ...cursor, at: "fill", done: 0, problems: [] } };
  return finish(run, cursor, cursor.counts, []);
}

/** Fills in a copy of the form with the next row. */
async function fill(run: FillableRun, cursor: Cursor & { at: "fill" }): Promise<Step> {
  const rows = rowsOf(run.options.data);
  const row = rows[cursor.done];
  if (!row) return finish(run, cursor, cursor.counts, cursor.problems);
  const found = await writeCopy(run, sourceOf(run, cursor), row, cursor.done);
  const problems = [...new Set([...cursor.problems, ...found])].slice(0, MAX_PROBLEMS);
  const done = cursor.done + 1;
  run.report("writing", 0.6 + 0.4 * done / rows.length, `Filling in copy ${done} of ${rows.length}`);
  return { next: { ...cursor, done, problems } };
}

/** What is written into. */
function sourceOf(run: FillableRun, { outlines }: Seen): Source {
  return { file: inputOf(run), password: run.options.password, outlines };
}

function finish(run: FillableRun, seen: Seen, counts: Counts, problems: readonly string[]): Step {
  run.report("ready", 1, "Ready");
  run.fileDone(0);
  return { done: summaryOf(run, seen, counts, problems) };
}

/** Tells whether a step may take on more. */
function stopwatch(run: FillableRun): () => boolean {
  const started = performance.now();
  const limit = Math.min(TARGET_MS * run.budget.scale, run.budget.remainingCpuMs());
  return () => performance.now() - started < limit;
}

async function readJson<T>(run: FillableRun, part: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(part)));
}

const scanName = (page: number): string => `scans/${page}/page.json`;
const pagesName = (index: number): string => `pages/${index}.json`;
const fieldsName = (index: number): string => `fields/${index}.json`;
