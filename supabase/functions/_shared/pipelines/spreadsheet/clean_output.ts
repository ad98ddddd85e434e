/**
 * The cleaned rows, which the second pass left slice by slice, as files of a size that storage takes. Where a file ends
 * depends on the rows alone and not on the slices.
 *
 * @module
 */
import { GrowingBytes, release } from "../../documents/bytes.ts";
import { csvLine } from "../../documents/csv/write.ts";
import { JobError } from "../../jobs/errors.ts";
import { type Cursor, END, type Measured, PARTS, readState, type SheetRun, type Typed } from "./work_state.ts";

/** Bytes of one file. */
const LARGEST = 16 * 1024 * 1024;
const QUOTE = 0x22, LINE_FEED = 0x0a;

type CleanCursor = Extract<Cursor, { at: "clean" }>;

/** `clean.csv`, `clean.part2.csv` …; those of the second table `clean-2.csv` and so on. */
export function cleanName(table: number, output: number): string {
  return `clean${table > 0 ? `-${table + 1}` : ""}${output > 0 ? `.part${output + 1}` : ""}.csv`;
}

/** Writes one file. @returns where the next one begins; undefined when the table is done */
export async function writeClean(
  run: SheetRun,
  cursor: CleanCursor,
  file: string,
): Promise<CleanCursor | undefined> {
  const { chunks } = await readState<Measured>(run, PARTS.measure(cursor.table, END));
  const { names } = await readState<Typed>(run, PARTS.typed(cursor.table));
  let { chunk, offset } = cursor;
  const heading = csvLine(names);
  const left = chunks.slice(chunk).reduce((sum, [, , bytes]) => sum + bytes, 3 * heading.length);
  const content = new GrowingBytes(Math.min(LARGEST, left));
  content.appendText(heading);
  const head = content.length;
  for (; chunk < chunks.length; chunk++, offset = 0) {
    const [start, end] = chunks[chunk]!;
    const part = await run.readPart(PARTS.clean(cursor.table, start, end));
    const bytes = part.subarray(offset);
    const room = LARGEST - content.length;
    if (bytes.length <= room) {
      content.append(bytes);
      release(part);
      continue;
    }
    const fitting = lastRowEnd(bytes, room);
    // Nothing would ever come of it: a shared text may stand in each of a thousand columns.
    if (fitting === 0 && content.length === head) throw rowTooLong(file);
    content.append(bytes.subarray(0, fitting));
    offset += fitting;
    break;
  }
  const bytes = content.bytes();
  await run.write(cleanName(cursor.table, cursor.output), bytes, "text/csv");
  release(bytes);
  return chunk < chunks.length ? { ...cursor, output: cursor.output + 1, chunk, offset } : undefined;
}

/** The end of the last row within `room` bytes; a line end between quotes ends no row. */
function lastRowEnd(bytes: Uint8Array, room: number): number {
  let end = 0, isQuoted = false;
  for (let i = 0; i < room; i++) {
    if (bytes[i] === QUOTE) isQuoted = !isQuoted;
    else if (bytes[i] === LINE_FEED && !isQuoted) end = i + 1;
  }
  return end;
}

function rowTooLong(file: string): JobError {
  return new JobError(
    "row_too_long",
    `Cannot clean ${file}: it has a row of more than ${LARGEST >> 20} MB. Shorten its texts and upload it again.`,
  );
}
