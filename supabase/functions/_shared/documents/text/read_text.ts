/**
 * Reads whatever has text and no pages. Each reader is loaded when it is first needed.
 *
 * @module
 */
import type { TextDocument, TextFile } from "./text_document.ts";

type Reader = (file: TextFile) => Promise<TextDocument>;

const READERS: Readonly<Record<string, () => Promise<Reader>>> = {
  "text/plain": async () => (await import("./plain_text.ts")).readPlainText,
  "text/csv": async () => (await import("./plain_text.ts")).readPlainText,
  "text/html": async () => (await import("./html.ts")).readHtml,
  "message/rfc822": async () => (await import("./eml.ts")).readEml,
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": async () =>
    (await import("./docx.ts")).readDocx,
  // Word documents whose first entry is another than usual are told from any archive by their directory only.
  "application/zip": async () => (await import("./docx.ts")).readDocx,
};

/** What {@link readText} reads, by the media types that `sniff` tells. */
export const TEXT_TYPES: readonly string[] = Object.keys(READERS);

/**
 * @returns undefined when the file is of none of the {@link TEXT_TYPES}
 * @throws {JobError} that names the file: `corrupt_file`, `encrypted_file`, `too_large`, `unsafe_content`
 */
export async function readText(file: TextFile): Promise<TextDocument | undefined> {
  const reader = READERS[file.mediaType];
  return reader && await (await reader())(file);
}
