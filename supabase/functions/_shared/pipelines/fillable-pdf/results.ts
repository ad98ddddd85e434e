/**
 * The outputs: `fields.json` when the fields have been named, then `fillable.pdf`.
 *
 * @module
 */
import type { PDFDocument } from "@cantoo/pdf-lib";
import { JobError } from "../../jobs/errors.ts";
import type { InputFile, Run } from "../pipeline.ts";
import type { PageFields } from "./field.ts";
import type { FillablePdfOptions } from "./options.ts";
import { namedAsGiven } from "./given.ts";
import type { Row } from "./rows.ts";
import { type DetectedPage, placeFields } from "./placing.ts";

/** The written form, as a part, for the steps that fill it in. */
const FORM = "form.pdf";

// Loaded when it is needed, so that the steps that only read do not pay for what writes.
const loadWriter = () => import("./write/document.ts");

export async function writeFieldList(
  run: Run<FillablePdfOptions>,
  file: InputFile,
  found: readonly DetectedPage[],
): Promise<PageFields[]> {
  const { keep_existing_fields, password } = run.options;
  const reserved = keep_existing_fields ? await namesIn(file, password) : [];
  const { fields } = run.options;
  const pages = fields ? namedAsGiven(fields, reserved) : placeFields(found, reserved);
  await run.write("fields.json", JSON.stringify({ pages: pages.map(toldTurns) }), "application/json");
  return pages;
}

async function namesIn(file: InputFile, password: string): Promise<string[]> {
  const { existingNames } = await loadWriter();
  return await orDamaged(file.name, async () => existingNames(await openFile(file, password)));
}

/** Gives the file's memory back at once: the document has a copy of all that it needs. */
async function openFile(file: InputFile, password: string): Promise<PDFDocument> {
  const { openForWriting } = await loadWriter();
  const data = await file.readRange(0, file.bytes);
  const document = await openForWriting(data, password);
  data.buffer.transfer(0);
  return document;
}

export async function writePdf(
  run: Run<FillablePdfOptions>,
  file: InputFile,
  pages: readonly PageFields[],
): Promise<void> {
  const { writeFields } = await loadWriter();
  const { options } = run;
  const written = await orDamaged(
    file.name,
    async () =>
      await writeFields(await openFile(file, options.password), pages, {
        keepExisting: options.keep_existing_fields,
        multiline: options.multiline,
        signatureFields: options.use_signature_fields,
      }),
  );
  await run.write("fillable.pdf", written, "application/pdf");
  if (run.options.data !== "") await run.writePart(FORM, written);
}

/** Writes the copy that is filled in with the row at `index`; returns what could not be filled in. */
export async function writeCopy(run: Run<FillablePdfOptions>, row: Row, index: number): Promise<readonly string[]> {
  const form = await run.readPart(FORM);
  const { fillForm } = await import("./write/fill.ts");
  const { bytes, problems } = await fillForm(form, row, run.options.flatten);
  await run.write(`filled/${String(index + 1).padStart(4, "0")}.pdf`, bytes, "application/pdf");
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
