/**
 * The texts that a workbook's sheets share, as its preparation left them. They are read once: by an invocation, and mostly
 * also by those that come after it in the same isolate.
 *
 * @module
 */
import { SharedStrings, type TextBlock } from "../../documents/xlsx/text_blocks.ts";
import { PARTS, readState, type SheetRun } from "./work_state.ts";

/** Blocks fetched at a time: waiting for each alone would take long, having all at once twice the memory. */
const AT_ONCE = 4;

interface ReadTexts {
  /** The input file's id, which no other job has. */
  readonly id: string;
  readonly strings: SharedStrings;
}

/** Of the last workbook alone: several would not have room. */
const READ = new WeakMap<SheetRun, ReadTexts>();
let latest: WeakRef<ReadTexts> | undefined;

export async function stringsOf(run: SheetRun, file: number): Promise<SharedStrings> {
  const { id } = run.files[file]!;
  const known = [READ.get(run), latest?.deref()].find((each) => each?.id === id);
  const read = known ?? { id, strings: await readTexts(run, file) };
  READ.set(run, read);
  latest = new WeakRef(read);
  return read.strings;
}

async function readTexts(run: SheetRun, file: number): Promise<SharedStrings> {
  READ.delete(run);
  const { blocks } = await readState<{ blocks: number }>(run, PARTS.strings(file));
  const strings = new SharedStrings();
  for (let from = 0; from < blocks; from += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, blocks - from) }, (_, i) => PARTS.stringBlock(file, from + i));
    for (const block of await Promise.all(names.map((name) => readState<TextBlock>(run, name)))) strings.add(block);
  }
  return strings;
}
