/**
 * The forms that stay open between the steps of one invocation.
 *
 * @module
 */
import { KeptOpen } from "../../documents/kept_open.ts";
import type { InputFile } from "../pipeline.ts";
import { openSource, type Source, type SourceOptions } from "./source.ts";

/** By the invocation's own file: what is read of a large form is read by its invocation. */
const sources = new KeptOpen<Source>();

export function withSource<T>(
  file: InputFile,
  options: SourceOptions,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  return sources.use(file, () => openSource(file, options), work);
}

/** Closes `file` when no other step uses it. */
export const closeSource = (file: InputFile): Promise<void> => sources.close(file);
