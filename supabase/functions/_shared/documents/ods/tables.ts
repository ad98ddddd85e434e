/**
 * Where the tables of an OpenDocument spreadsheet begin. They all stand in one `content.xml`, so it is gone through once,
 * a slice at a time, before the first is read.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { RangeFile } from "../csv/reader.ts";
import { joined } from "../bytes.ts";
import { attribute, refuseDoctype } from "../xlsx/xml.ts";
import { corrupt, ENTRY_START, type EntryState, readEntry, readSmallEntry, type ZipEntry } from "../zip/zip.ts";

/** Where reading begins: `pending`, then what follows in the entry; the first `skip` bytes of both are another's. */
export type ContentPlace = { entry: EntryState; pending: Uint8Array; skip: number };

export type OdsTable = { name: string; state: "visible" | "hidden"; place: ContentPlace };

export type TablesState = {
  entry: EntryState;
  /** What ends in the midst of a tag or a style. */
  pending: Uint8Array;
  hiddenStyles: string[];
  tables: OdsTable[];
  isDone: boolean;
};

export const TABLES_START: TablesState = {
  entry: ENTRY_START,
  pending: new Uint8Array(),
  hiddenStyles: [],
  tables: [],
  isDone: false,
};

/** What the content may grow to: more is a bomb, or better sent as CSV. */
export const MOST_CONTENT = 512 * 1024 * 1024;
const MOST_TABLES = 100;
const MOST_PENDING = 64 * 1024;
const SMALL = 4 * 1024 * 1024;

/** The entry that holds the tables; undefined when the file is no OpenDocument spreadsheet. */
export async function contentOf(
  file: RangeFile,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<ZipEntry | undefined> {
  const type = entries.get("mimetype"), content = entries.get("content.xml");
  if (!type || !content) return undefined;
  if (!/opendocument\.spreadsheet/.test(await readSmallEntry(file, type, 1024))) return undefined;
  const manifest = entries.get("META-INF/manifest.xml");
  if (manifest && /encryption-data/.test(await readSmallEntry(file, manifest, SMALL))) {
    throw new JobError(
      "encrypted_file",
      `Cannot read ${file.name}: it is protected by a password. Save it without one and upload it again.`,
    );
  }
  return content;
}

export async function findTables(
  file: RangeFile,
  entry: ZipEntry,
  state: TablesState,
  most: number,
): Promise<TablesState> {
  const slice = await readEntry(file, entry, state.entry, most, MOST_CONTENT);
  const bytes = joined([state.pending, slice.bytes]);
  // A character for each byte: places in the text are places in the file.
  const text = new TextDecoder("latin1").decode(bytes);
  if (state.entry === ENTRY_START) refuseDoctype(text.slice(0, SMALL), file.name);
  const cut = slice.isEnd ? text.length : completeEnd(text);
  const hiddenStyles = [...state.hiddenStyles, ...hiddenStylesIn(text.slice(0, cut))];
  const tables = [...state.tables];
  for (const { index, 0: tag } of text.slice(0, cut).matchAll(/<table:table(?:\s[^<>]*)?>/g)) {
    if (tables.length === MOST_TABLES) break;
    const utf8 = new TextDecoder().decode(bytes.subarray(index, index + tag.length));
    const isHidden = hiddenStyles.includes(attribute(utf8, "table:style-name") ?? "");
    tables.push({
      name: attribute(utf8, "table:name") ?? `Sheet${tables.length + 1}`,
      state: isHidden ? "hidden" : "visible",
      place: { entry: state.entry, pending: state.pending, skip: index },
    });
  }
  if (slice.isEnd && tables.length === 0) throw corrupt(file);
  return { entry: slice.state, pending: bytes.slice(cut), hiddenStyles, tables, isDone: slice.isEnd };
}

/** Before a tag or a style that has not ended. */
function completeEnd(text: string): number {
  const tag = text.lastIndexOf("<"), style = text.lastIndexOf("<style:style ");
  const tagCut = text.indexOf(">", tag) < 0 ? tag : text.length;
  const styleCut = style >= 0 && text.indexOf("</style:style>", style) < 0 ? style : text.length;
  const cut = Math.max(0, Math.min(tagCut, styleCut));
  return text.length - cut > MOST_PENDING ? text.length : cut;
}

function hiddenStylesIn(text: string): string[] {
  const styles = [...text.matchAll(/<style:style\s[^<>]*>/g)];
  return styles.flatMap(({ 0: tag, index }, i) => {
    if (!tag.includes('style:family="table"') || tag.endsWith("/>")) return [];
    // A style ends before the next: one without an end is not looked through to the end of the text.
    const inner = text.slice(index, styles[i + 1]?.index);
    const shown = inner.slice(0, Math.max(0, inner.indexOf("</style:style>")));
    return shown.includes('table:display="false"') ? [attribute(tag, "style:name") ?? ""] : [];
  });
}
