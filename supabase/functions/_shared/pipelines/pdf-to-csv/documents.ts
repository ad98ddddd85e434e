/**
 * Keeps a PDF open between the steps of one invocation: opening it anew costs 30 to 280 ms of CPU.
 *
 * @module
 */
import { type OpenOptions, type OpenPdf, openPdf } from "../../documents/pdf/open.ts";
import type { InputFile } from "../pipeline.ts";

interface Entry {
  readonly file: InputFile;
  readonly pdf: Promise<OpenPdf>;
  users: number;
}

/** At most one document that nobody uses stays open; others are closed as soon as their step ends. */
const entries: Entry[] = [];

/** Opens `file`, or takes it from the steps before, for the time that `work` takes. */
export async function withDocument<T>(
  file: InputFile,
  options: OpenOptions,
  work: (pdf: OpenPdf) => Promise<T>,
): Promise<T> {
  let entry = entries.find((known) => known.file === file);
  if (!entry) {
    entry = { file, pdf: file.read().then((data) => openPdf(data, file.name, options)), users: 0 };
    entries.push(entry);
  }
  entry.users++;
  try {
    return await work(await entry.pdf);
  } catch (error) {
    forget(entry);
    throw error;
  } finally {
    entry.users--;
    for (const idle of entries.filter((other) => other !== entry && other.users === 0)) forget(idle);
  }
}

/** Closes `file` when no other step uses it. */
export function closeDocument(file: InputFile): void {
  const entry = entries.find((known) => known.file === file);
  if (entry && entry.users === 0) forget(entry);
}

function forget(entry: Entry): void {
  const at = entries.indexOf(entry);
  if (at !== -1) entries.splice(at, 1);
  if (entry.users <= 1) entry.pdf.then((pdf) => pdf.close()).catch(() => {});
}
