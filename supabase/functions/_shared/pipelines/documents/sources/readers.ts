/**
 * Who reads which files that have no pages.
 *
 * @module
 */
import type { InputFile } from "../../pipeline.ts";
import { readPlain } from "./plain.ts";

export interface FlowText {
  /** Lines, with tabs between the cells of a table. */
  readonly text: string;
  readonly warnings: readonly string[];
}

export type FlowReader = (file: InputFile) => Promise<FlowText>;

const READERS: Readonly<Record<string, () => Promise<FlowReader>>> = {
  "text/plain": () => Promise.resolve(plain),
  "text/csv": () => Promise.resolve(plain),
};

/** @returns undefined when nobody does */
export async function readerOf(file: InputFile): Promise<FlowReader | undefined> {
  return await READERS[file.mediaType]?.();
}

async function plain(file: InputFile): Promise<FlowText> {
  const { text, truncated } = await readPlain(file);
  return { text, warnings: truncated ? ["Only the beginning of the text was read."] : [] };
}
