/**
 * Keeps a PDF open between the steps of one invocation: opening it anew costs 30 to 280 ms of CPU.
 *
 * @module
 */
import type { InputFile } from "../pipeline.ts";
import { openSource, type Source, type SourceOptions } from "./source.ts";

interface Entry {
  readonly file: InputFile;
  readonly source: Promise<Source>;
  users: number;
}

/** At most one document that nobody uses stays open. */
const entries = new Set<Entry>();

export async function withSource<T>(
  file: InputFile,
  options: SourceOptions,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  let entry = [...entries].find((known) => known.file === file);
  if (!entry) {
    entry = { file, source: openSource(file, options), users: 0 };
    entries.add(entry);
  }
  entry.users++;
  try {
    return await work(await entry.source);
  } catch (error) {
    forget(entry);
    throw error;
  } finally {
    entry.users--;
    for (const idle of [...entries].filter((other) => other !== entry && other.users === 0)) forget(idle);
  }
}

/** Closes `file` when no other step uses it. */
export function closeSource(file: InputFile): void {
  for (const entry of [...entries].filter((known) => known.file === file && known.users === 0)) forget(entry);
}

function forget(entry: Entry): void {
  entries.delete(entry);
  if (entry.users <= 1) entry.source.then((source) => source.close()).catch(() => {});
}
