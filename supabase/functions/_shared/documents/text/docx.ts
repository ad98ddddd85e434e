/**
 * The text of a Word document: its headers, its body, its notes and its footers. No macros, no fields, nothing embedded
 * or linked, nothing deleted or hidden.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { ENTRY_START, readDirectory, readEntry, type ZipEntry } from "../zip/zip.ts";
import { DocxText } from "./docx_text.ts";
import { LineBuilder } from "./line_builder.ts";
import { MOST_CHARACTERS, type TextDocument, type TextFile } from "./text_document.ts";

/** XML that is read of a document: a page of text has some 30 KB, so these are some 250 pages. */
const MOST_XML = 8 * 1024 * 1024;
/** What unpacks to more than this is a bomb. */
const BOMB = 256 * 1024 * 1024;
const SLICE = 256 * 1024;

export async function readDocx(file: TextFile): Promise<TextDocument> {
  const entries = await directoryOf(file);
  const body = entries.get("word/document.xml");
  if (!body) throw damaged(file);
  const named = (pattern: RegExp) => [...entries].filter(([name]) => pattern.test(name)).map(([, entry]) => entry);
  const lines = new LineBuilder(MOST_CHARACTERS);
  let left = MOST_XML, isCut = false;
  const parts = [
    ...named(/^word\/header\d*\.xml$/),
    body,
    ...named(/^word\/(?:foot|end)notes\.xml$/),
    ...named(/^word\/footer\d*\.xml$/),
  ];
  for (const part of parts) {
    lines.paragraph();
    const { read, isWhole } = await readPart(file, part, lines, left);
    left -= read;
    isCut ||= !isWhole;
  }
  return { text: lines.text(), title: await titleOf(file, entries.get("docProps/core.xml")), isCut, attachments: [] };
}

async function readPart(file: TextFile, entry: ZipEntry, lines: LineBuilder, most: number) {
  const decoder = new TextDecoder();
  const text = new DocxText(file, lines);
  let state = ENTRY_START, read = 0;
  while (read < most && !lines.isFull) {
    const slice = await unpacked(file, readEntry(file, entry, state, Math.min(SLICE, most - read), BOMB));
    state = slice.state;
    read += slice.bytes.length;
    const goesOn = text.write(decoder.decode(slice.bytes, { stream: !slice.isEnd }));
    if (slice.isEnd || !goesOn) return { read, isWhole: slice.isEnd && goesOn };
  }
  return { read, isWhole: false };
}

async function titleOf(file: TextFile, entry: ZipEntry | undefined): Promise<string | null> {
  if (!entry) return null;
  const lines = new LineBuilder(300);
  const { bytes } = await unpacked(file, readEntry(file, entry, ENTRY_START, SLICE, BOMB));
  const [, title = ""] = /<dc:title>([^<]*)<\/dc:title>/.exec(new TextDecoder().decode(bytes)) ?? [];
  new DocxText(file, lines).write(`<w:t>${title}</w:t>`);
  return lines.text() || null;
}

function directoryOf(file: TextFile): Promise<Map<string, ZipEntry>> {
  return unpacked(file, readDirectory(file));
}

/** What the reader of archives has against one, said of a Word document. */
async function unpacked<T>(file: TextFile, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof JobError)) throw error;
    if (error.type === "corrupt_file") throw damaged(file, error);
    if (error.type === "too_large") {
      throw new JobError(
        "too_large",
        `Cannot read ${file.name}: unpacked, it is larger than any document. Save it anew from a word processor and upload that.`,
        { cause: error },
      );
    }
    throw error;
  }
}

function damaged(file: TextFile, cause?: unknown): JobError {
  return new JobError(
    "corrupt_file",
    `Cannot read ${file.name}: it is no Word document, or it is damaged. Open it in a word processor, save it anew and upload it again.`,
    { cause },
  );
}
