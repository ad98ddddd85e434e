/**
 * Keeps a PDF open between the steps of a job: opening it anew costs 10 to 450 ms of CPU.
 *
 * It stays open when an invocation ends, for the next one may come to the same isolate. Before another document is opened
 * those that nobody uses are closed: two large ones do not fit into an isolate's memory.
 *
 * @module
 */
import { type OpenPdf, openPdf } from "../../documents/pdf/open.ts";
import type { InputFile } from "../pipeline.ts";

interface Entry {
  readonly pdf: Promise<OpenPdf>;
  users: number;
}

/** By the file's id. */
const entries = new Map<string, Entry>();

/**
 * Opens `file`, or takes it from the steps before, for the time that `work` takes.
 *
 * @param data the whole file when it has been read already; it is taken away
 */
export async function withDocument<T>(
  file: InputFile,
  work: (pdf: OpenPdf) => Promise<T>,
  data?: Uint8Array<ArrayBuffer>,
): Promise<T> {
  let entry = entries.get(file.id);
  if (!entry) {
    await closeIdle();
    entry = entries.get(file.id) ?? { pdf: openPdf(file, data), users: 0 };
    entries.set(file.id, entry);
  }
  entry.users++;
  try {
    return await work(await entry.pdf);
  } catch (error) {
    if (entries.get(file.id) === entry) entries.delete(file.id);
    if (entry.users === 1) await close(entry);
    throw error;
  } finally {
    entry.users--;
  }
}

/** Closes `file` when no other step uses it. */
export async function closeDocument(file: InputFile): Promise<void> {
  const entry = entries.get(file.id);
  if (entry?.users !== 0) return;
  entries.delete(file.id);
  await close(entry);
}

async function closeIdle(): Promise<void> {
  const idle = [...entries].filter(([, entry]) => entry.users === 0);
  for (const [id] of idle) entries.delete(id);
  for (const [, entry] of idle) await close(entry);
}

async function close(entry: Entry): Promise<void> {
  await entry.pdf.then((pdf) => pdf.close()).catch(() => {});
}
