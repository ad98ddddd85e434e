/**
 * Who reads which files that have no pages.
 *
 * @module
 */
import { readText } from "../../../documents/text/read_text.ts";
import type { InputFile } from "../../pipeline.ts";

export interface FlowText {
  /** Lines, with tabs between the cells of a table. */
  readonly text: string;
  readonly warnings: readonly string[];
}

/** @returns undefined when nobody reads such files */
export async function readFlowText(file: InputFile): Promise<FlowText | undefined> {
  const read = await readText(file);
  if (!read) return undefined;
  const { text, isCut, attachments } = read;
  return {
    text,
    warnings: [
      ...(isCut ? ["Only the beginning of the text was read."] : []),
      ...(attachments.length > 0
        ? [`Not read: ${attachments.length === 1 ? "an attachment" : `${attachments.length} attachments`}.`]
        : []),
    ],
  };
}
