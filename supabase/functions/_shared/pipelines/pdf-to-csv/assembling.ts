/**
 * Writing: slices become chunks of the outputs, a few slices a step, and at last the chunks are joined. What one slice holds
 * all of becomes the outputs at once.
 *
 * @module
 */
import type { Json, Run } from "../pipeline.ts";
import type { Assembler } from "./assembler.ts";
import { type Cursor, inputOf, type Seen, type Step, type Summary } from "./cursor.ts";
import type { PdfToCsvOptions } from "./options.ts";
import { Chunks, writeOutput } from "./outputs/chunks.ts";
import { RaceAssembler } from "./racing/race_assembler.ts";
import { SlicePack } from "./slice_pack.ts";
import { TableAssembler } from "./table_assembler.ts";

/** A step stops reading slices, or joining chunks, after this many milliseconds. */
const ASSEMBLE_MS = 150;

function assemblerOf(options: PdfToCsvOptions, state: Json | undefined): Assembler {
  return options.preset === "race-chart" ? new RaceAssembler(options, state) : new TableAssembler(options, state);
}

/** Keeps what a step's pages gave until all are done. */
export function keepSlice(run: Run<PdfToCsvOptions>, index: number, slice: SlicePack): Promise<void> {
  return run.writePart(sliceName(index), slice.json());
}

/** Writes the outputs of a document that one step has read. */
export async function assembleAtOnce(run: Run<PdfToCsvOptions>, seen: Seen, slice: SlicePack): Promise<Step> {
  const assembler = assemblerOf(run.options, undefined), chunks = new Chunks();
  for (const page of slice.pages()) assembler.append(page, chunks);
  assembler.finish(chunks);
  run.report("writing", 0, "Writing the files");
  await Promise.all([...assembler.outputs].map(([name, type]) => run.write(name, chunks.all(name), type)));
  return ended(run, seen, assembler);
}

export async function assemble(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "assemble" }): Promise<Step> {
  const started = performance.now();
  const before = cursor.chunks === 0 ? undefined : await readState(run, cursor.chunks - 1);
  const assembler = assemblerOf(run.options, before);
  const chunks = new Chunks();
  let done = cursor.done;
  const mayGoOn = () => performance.now() - started < ASSEMBLE_MS * run.budget.scale;
  while (done < cursor.slices && (done === cursor.done || mayGoOn())) {
    const pages = SlicePack.read(await readText(run, sliceName(done++)));
    for (const page of pages) assembler.append(page, chunks);
  }
  const finished = done === cursor.slices;
  if (finished) assembler.finish(chunks);
  await chunks.keep(run, [...assembler.outputs.keys()], cursor.chunks);
  await run.writePart(stateName(cursor.chunks), JSON.stringify(assembler.state()));
  run.report("writing", 0.7 * done / cursor.slices, "Putting the tables together");
  const next = { ...cursor, done, chunks: cursor.chunks + 1 };
  return { next: finished ? { ...next, at: "write", done: 0 } : next };
}

export async function write(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "write" }): Promise<Step> {
  const started = performance.now();
  const assembler = assemblerOf(run.options, await readState(run, cursor.chunks - 1));
  const outputs = [...assembler.outputs];
  let { done } = cursor;
  do {
    const [name, mediaType] = outputs[done++]!;
    await writeOutput(run, name, mediaType, cursor.chunks);
  } while (done < outputs.length && performance.now() - started < ASSEMBLE_MS * run.budget.scale);
  run.report("writing", 0.7 + 0.3 * done / outputs.length, "Writing the files");
  return done < outputs.length ? { next: { ...cursor, done } } : ended(run, cursor, assembler);
}

function ended(run: Run<PdfToCsvOptions>, seen: Seen, assembler: Assembler): Step {
  run.fileDone(0);
  return { done: summaryOf(run, seen, assembler) };
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

const readState = async (run: Run<PdfToCsvOptions>, index: number): Promise<Json> =>
  JSON.parse(await readText(run, stateName(index)));

async function readText(run: Run<PdfToCsvOptions>, part: string): Promise<string> {
  return new TextDecoder().decode(await run.readPart(part));
}

const sliceName = (index: number): string => `slices/${index}.json`;
const stateName = (index: number): string => `assembly/${index}.json`;
