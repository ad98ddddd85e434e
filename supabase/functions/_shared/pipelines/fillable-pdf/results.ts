/**
 * The outputs: `fields.json` when the fields have been named, then `fillable.pdf`.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { Run } from "../pipeline.ts";
import type { PageFields } from "./field.ts";
import type { FillablePdfOptions } from "./options.ts";
import { namedAsGiven } from "./given.ts";
import type { Row } from "./rows.ts";
import { type DetectedPage, placeFields } from "./placing.ts";
import { type Counts, totalOf } from "./summary.ts";
import type { FormWriter } from "./write/document.ts";
import type { NewObject } from "./write/fields.ts";
import type { Source } from "./write/stored.ts";

type FillableRun = Run<FillablePdfOptions>;

/** Pages of which the fields are in one part. */
const PART = 100;
/** Of a form with more fields than this, they are written as they are made. */
const MAX_KEPT = 2_000;

// Loaded when it is needed, so that the steps that only read do not pay for what writes.
const loadWriter = () => import("./write/writer.ts");

/** @returns the fields by type, and the parts that they were put into */
export async function writeFieldList(
  run: FillableRun,
  source: Source,
  found: readonly DetectedPage[],
): Promise<{ readonly counts: Counts; readonly placed: number }> {
  const reserved = run.options.keep_existing_fields ? await namesIn(run, source) : [];
  const { fields } = run.options;
  const pages = fields ? namedAsGiven(fields, reserved) : placeFields(found, reserved);
  await run.write("fields.json", JSON.stringify({ pages: pages.map(toldTurns) }), "application/json");
  const counts: Counts = {};
  for (const { type } of pages.flatMap((page) => page.fields)) counts[type] = (counts[type] ?? 0) + 1;
  let placed = 0;
  for (; placed * PART < pages.length; placed++) {
    await run.writePart(placedName(placed), JSON.stringify(pages.slice(placed * PART, (placed + 1) * PART)));
  }
  return { counts, placed };
}

async function readPlaced(run: FillableRun, part: number): Promise<PageFields[]> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(placedName(part))));
}

const placedName = (part: number): string => `placed/${part}.json`;

async function namesIn(run: FillableRun, source: Source): Promise<string[]> {
  const { existingNames, openInput } = await loadWriter();
  return existingNames(await orDamaged(source.file.name, () => openInput(run, source)));
}

/** @param counts of the fields that are written */
export async function writePdf(run: FillableRun, source: Source, parts: number, counts: Counts): Promise<void> {
  const { FormWriter, keepForm, openInput, writeDocument } = await loadWriter();
  const { options } = run;
  await orDamaged(source.file.name, async () => {
    const document = await openInput(run, source);
    const writer = new FormWriter(document, {
      keepExisting: options.keep_existing_fields,
      multiline: options.multiline,
      signatureFields: options.use_signature_fields,
    });
    const made = madeBy(writer, run, parts);
    const isLong = options.data === "" && totalOf(counts) > MAX_KEPT;
    if (!isLong) { for await (const [ref, object] of made) document.context.assign(ref, object); }
    await writeDocument(run, source, document, "fillable.pdf", isLong ? made : undefined);
    if (options.data !== "") await keepForm(run, document);
  });
}

async function* madeBy(writer: FormWriter, run: FillableRun, parts: number): AsyncGenerator<NewObject> {
  for (let part = 0; part < parts; part++) {
    for (const page of await readPlaced(run, part)) yield* writer.add(page);
  }
  yield* writer.finish();
}

/** Writes the copy that is filled in with the row at `index`; returns what could not be filled in. */
export async function writeCopy(run: FillableRun, source: Source, row: Row, index: number): Promise<readonly string[]> {
  const { fillForm, openForm, writeDocument } = await loadWriter();
  const document = await openForm(run, source);
  const problems = await fillForm(document, row, run.options.flatten);
  await writeDocument(run, source, document, `filled/${String(index + 1).padStart(4, "0")}.pdf`);
  return problems;
}

/** What pdf-lib cannot take apart is damaged, even where pdf.js could read it. */
async function orDamaged<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof JobError) throw cause;
    throw new JobError(
      "corrupt_pdf",
      `Cannot write fields into ${name}: it is damaged. Open it in a PDF viewer, save it anew and upload it again.`,
      { cause },
    );
  }
}

/** Most pages are not turned, and say nothing of it. */
function toldTurns({ page, width, height, turns, fields }: PageFields) {
  return { page, width, height, ...(turns !== 0 && { turns }), fields };
}
