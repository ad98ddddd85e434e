/**
 * Documents as they come from storage and go there: as a whole, or by their outline when they are too large for memory.
 *
 * @module
 */
import { PDFDocument } from "@cantoo/pdf-lib";
import { release } from "../../../documents/bytes.ts";
import type { InputFile, Run } from "../../pipeline.ts";
import { removeUnreachable } from "./active_content.ts";
import { openForWriting } from "./document.ts";
import type { NewObject } from "./fields.ts";
import { restoreHeld } from "./held_stream.ts";
import { layOut } from "./lay_out.ts";
import { readHeld, readOutline } from "./outline.ts";
import { mayBePacked, saved } from "./save.ts";

export interface Source {
  readonly file: InputFile;
  readonly password: string;
  /** The parts of the file's outline; 0 when all of it is read. */
  readonly outlines: number;
}

/** The written form, or its outline, as a part. */
const FORM = "form.pdf";

export async function openInput(run: Run<unknown>, { file, password, outlines }: Source): Promise<PDFDocument> {
  const data = await (outlines > 0 ? readOutline(run, outlines) : file.readRange(0, file.bytes));
  const document = await openForWriting(data, password);
  // The document has a copy of all that it needs.
  release(data);
  if (outlines > 0) restoreHeld(document.context, await readHeld(run, outlines));
  return document;
}

/** @param made objects that the document does not have itself, when it is too long to have all */
export async function writeDocument(
  run: Run<unknown>,
  { file, outlines }: Source,
  document: PDFDocument,
  name: string,
  made?: AsyncIterable<NewObject>,
): Promise<void> {
  const isSmall = !made && outlines === 0 && mayBePacked(document);
  if (isSmall) return await run.write(name, await saved(document), "application/pdf");
  // Fonts that were embedded become objects.
  await document.flush();
  await run.write(name, layOut(document.context, file, made), "application/pdf");
}

/** For the steps that fill it in. */
export async function keepForm(run: Run<unknown>, document: PDFDocument): Promise<void> {
  await run.writePart(FORM, await saved(document));
}

export async function openForm(run: Run<unknown>, { outlines }: Source): Promise<PDFDocument> {
  const document = await PDFDocument.load(await run.readPart(FORM), { updateMetadata: false, parseSpeed: Infinity });
  if (outlines > 0) restoreHeld(document.context, await readHeld(run, outlines));
  // The streams that its objects were packed in would be written beside them.
  removeUnreachable(document.context);
  return document;
}
