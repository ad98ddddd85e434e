/**
 * How large a form may be. A document is written in one step, which takes time for each of its parts and its pages.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { JobError } from "../../jobs/errors.ts";

/** Written in 0.5 s. */
export const MAX_PAGES = 2_000;
/** Taken apart and written in 0.6 s. A form of 100 pages with 5,000 fields has 12,000. */
const MAX_PARTS = 60_000;

/** Written in 0.5 s. */
export const MAX_FIELDS = 25_000;

/** Of forms that are filled in, and of those whose copies are flattened: a copy is made in 1 s and in 0.8 s. */
const MAX_FILLED = 5_000, MAX_FLATTENED = 2_000;

/** What is encrypted has to be in memory, three times while it is written: 222 MiB of the 256 that a function has. */
const MAX_ENCRYPTED = 24 * 1024 * 1024;

/** Of all copies: each is as large as the form. */
const MAX_COPIED = 2 * 1024 * 1024 * 1024;

type File = { readonly name: string; readonly bytes: number };

/** @throws JobError `too_large` */
export function checkEncrypted(encrypted: boolean, { name, bytes }: File): void {
  if (!encrypted || bytes <= MAX_ENCRYPTED) return;
  throw new JobError(
    "too_large",
    `Cannot make a form of ${name}: it is encrypted, and ${
      MAX_ENCRYPTED >> 20
    } MB are the most of an encrypted PDF. Save it without a password and upload it again.`,
  );
}

/** @throws JobError `too_large` */
export function checkCopies(copies: number, { name, bytes }: File): void {
  const most = Math.floor(MAX_COPIED / bytes);
  if (copies <= most) return;
  throw new JobError(
    "too_large",
    `Cannot fill in ${copies} copies of ${name}: it is so large that ${most} are the most of one job. Split the data over several jobs.`,
  );
}

/** @throws JobError `too_complex` */
export function checkFieldCount(
  fields: number,
  name: string,
  { data, flatten }: { readonly data: string; readonly flatten: boolean },
): void {
  const refuse = (what: string, most: number) => {
    throw new JobError(
      "too_complex",
      `Cannot ${what} ${name}: it has ${fields} fields, and ${most} are the most. Choose some of its pages.`,
    );
  };
  if (fields > MAX_FIELDS) refuse("make a form of", MAX_FIELDS);
  if (data === "") return;
  if (fields > MAX_FILLED) refuse("fill in", MAX_FILLED);
  if (flatten && fields > MAX_FLATTENED) refuse("flatten copies of", MAX_FLATTENED);
}

/** @throws JobError `too_complex` */
export function checkParts(data: Uint8Array<ArrayBuffer>, name: string): void {
  const parts = partsOf(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  if (parts <= MAX_PARTS) return;
  throw new JobError(
    "too_complex",
    `Cannot read ${name}: it consists of more than ${MAX_PARTS} parts. Print it to a new PDF, or split it, and upload that.`,
  );
}

/** Objects as a file tells them: each by itself, or so many in a stream. */
function partsOf(file: Buffer): number {
  let count = 0;
  for (let at = file.indexOf(" obj"); at !== -1 && count <= MAX_PARTS; at = file.indexOf(" obj", at + 4)) count++;
  for (let at = file.indexOf("/ObjStm"); at !== -1 && count <= MAX_PARTS; at = file.indexOf("/ObjStm", at + 7)) {
    const dictionary = file.toString("latin1", Math.max(0, at - 200), at + 200);
    count += Number(/\/N\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  }
  return count;
}

/** @throws JobError `too_many_pages` */
export function checkPageCount(pages: number, name: string): void {
  if (pages <= MAX_PAGES) return;
  throw new JobError(
    "too_many_pages",
    `Cannot make a form of ${name}: it has ${pages} pages, and ${MAX_PAGES} are the most. Split it and upload the parts.`,
  );
}
