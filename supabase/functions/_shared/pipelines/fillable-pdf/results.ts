/**
 * The outputs: `fillable.pdf` and `fields.json`.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { InputFile, Run } from "../pipeline.ts";
import type { PageFields } from "./field.ts";
import type { FillablePdfOptions } from "./options.ts";
import { type DetectedPage, placeFields } from "./placing.ts";

export async function writeResults(
  run: Run<FillablePdfOptions>,
  file: InputFile,
  found: readonly DetectedPage[],
): Promise<PageFields[]> {
  // Loaded here, so that the steps that only read do not pay for what writes.
  const { existingNames, openForWriting, writeFields } = await import("./write/document.ts");
  const data = await file.read();
  const { options } = run;
  let pages: PageFields[], written: Uint8Array<ArrayBuffer>;
  try {
    const document = await openForWriting(data, options.password);
    pages = placeFields(found, options.keep_existing_fields ? existingNames(document) : []);
    written = await writeFields(document, pages, {
      keepExisting: options.keep_existing_fields,
      multiline: options.multiline,
      signatureFields: options.use_signature_fields,
    });
  } catch (error) {
    throw new JobError(
      "corrupt_pdf",
      `Cannot write fields into ${file.name}: it is damaged. Open it in a PDF viewer, save it anew and upload it again.`,
      { cause: error },
    );
  }
  run.report("writing", 1, "Saving");
  await run.write("fillable.pdf", written, "application/pdf");
  await run.write("fields.json", JSON.stringify({ pages: pages.map(withoutTurns) }), "application/json");
  return pages;
}

function withoutTurns({ page, width, height, fields }: PageFields) {
  return { page, width, height, fields };
}
