/**
 * Keeps the worksheet open between the steps of an invocation: opening it anew costs 10 to 450 ms of CPU. One at a time: two
 * large ones do not fit into an isolate's memory.
 *
 * @module
 */
import { type OpenPdf, openPdf } from "../../../documents/pdf/open.ts";
import type { InputFile } from "../../pipeline.ts";

interface Entry {
  readonly id: string;
  readonly pdf: Promise<OpenPdf>;
  users: number;
}

const entries = new Set<Entry>();

export async function withPdf<T>(
  file: InputFile,
  work: (pdf: OpenPdf) => Promise<T>,
  data?: Uint8Array<ArrayBuffer>,
): Promise<T> {
  let entry = [...entries].find((each) => each.id === file.id);
  if (!entry) {
    await closePdfs();
    entry = { id: file.id, pdf: openPdf(file, data), users: 0 };
    entries.add(entry);
  }
  entry.users++;
  try {
    return await work(await entry.pdf);
  } catch (error) {
    entries.delete(entry);
    throw error;
  } finally {
    entry.users--;
  }
}

/** Gives the memory of documents that nobody uses back. */
export async function closePdfs(): Promise<void> {
  for (const entry of [...entries].filter((each) => each.users === 0)) {
    entries.delete(entry);
    await entry.pdf.then((pdf) => pdf.close()).catch(() => {});
  }
}
