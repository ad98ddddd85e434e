/**
 * The texts that a workbook's sheets share, as its preparation left them: read once by an invocation.
 *
 * @module
 */
import { SharedStrings, type TextBlock } from "../../documents/xlsx/text_blocks.ts";
import { PARTS, readState, type SheetRun } from "./work_state.ts";

/** Blocks fetched at a time: waiting for each alone would take long, having all at once twice the memory. */
const AT_ONCE = 4;

/** Of the last workbook alone: several would not have room. */
const READ = new WeakMap<SheetRun, { file: number; strings: SharedStrings }>();

export async function stringsOf(run: SheetRun, file: number): Promise<SharedStrings> {
  const read = READ.get(run);
  if (read?.file === file) return read.strings;
  READ.delete(run);
  const { blocks } = await readState<{ blocks: number }>(run, PARTS.strings(file));
  const strings = new SharedStrings();
  for (let from = 0; from < blocks; from += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, blocks - from) }, (_, i) => PARTS.stringBlock(file, from + i));
    for (const block of await Promise.all(names.map((name) => readState<TextBlock>(run, name)))) strings.add(block);
  }
  READ.set(run, { file, strings });
  return strings;
}
