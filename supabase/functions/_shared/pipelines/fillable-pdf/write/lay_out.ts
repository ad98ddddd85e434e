/**
 * Writes a document that is not in memory as a whole. Objects that are just being made come first, then those that it has, then
 * the streams whose data are in another file, in the order in which they stand there: it is read once, from its beginning to
 * its end.
 *
 * @module
 */
import { type PDFContext, type PDFDict, PDFName, type PDFObject, type PDFRef } from "@cantoo/pdf-lib";
import { joined } from "../../../documents/bytes.ts";
import type { RangedFile } from "../../../documents/pdf/file_ranges.ts";
import type { NewObject } from "./fields.ts";
import { HeldStream } from "./held_stream.ts";
import type { Range } from "./hold_out.ts";

/** What is written as it is, and what is taken from the file. */
type Piece = Uint8Array | Range;

/** Where an object begins. */
interface Entry {
  readonly ref: PDFRef;
  readonly at: number;
}

/** Bytes that are read at once. */
const WINDOW = 2 * 1024 * 1024;
/** Small pieces go out together. */
const SENT = 256 * 1024;

type Objects = Iterable<NewObject> | AsyncIterable<NewObject>;

/**
 * The document's bytes, some at a time.
 *
 * @param file where the data of held streams are
 * @param made objects that the document does not have itself; making them may change others
 */
export async function* layOut(
  context: PDFContext,
  file: RangedFile,
  made: Objects = [],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let waiting: Uint8Array[] = [], length = 0;
  for await (const bytes of filledIn(piecesOf(context, made), file)) {
    waiting.push(bytes);
    length += bytes.length;
    if (length < SENT) continue;
    yield joined(waiting);
    waiting = [];
    length = 0;
  }
  yield joined(waiting);
}

/** Reads the ranges, which must follow each other, in windows. */
async function* filledIn(pieces: AsyncIterable<Piece>, file: RangedFile): AsyncGenerator<Uint8Array> {
  let window: Uint8Array = new Uint8Array(), start = 0;
  for await (const piece of pieces) {
    if (piece instanceof Uint8Array) {
      yield piece;
      continue;
    }
    for (let [at, end] = piece; at < end;) {
      if (at < start || at >= start + window.length) {
        start = at;
        window = await file.readRange(at, Math.min(file.bytes, at + WINDOW));
        if (window.length === 0) throw new RangeError(`Cannot read ${file.name} from byte ${at} on: it is shorter.`);
      }
      const part = window.subarray(at - start, end - start);
      yield part;
      at += part.length;
    }
  }
}

async function* piecesOf(context: PDFContext, made: Objects): AsyncGenerator<Piece> {
  const entries: Entry[] = [];
  let at = 0;
  const piecesOfObject = ([ref, object]: NewObject): Piece[] => {
    entries.push({ ref, at });
    const pieces = [
      ascii(`${ref.objectNumber} ${ref.generationNumber} obj\n`),
      ...contentOf(object),
      ascii("\nendobj\n"),
    ];
    for (const piece of pieces) at += piece instanceof Uint8Array ? piece.length : piece[1] - piece[0];
    return pieces;
  };
  const header = joined([bytesOf(context.header), ascii("\n")]);
  at += header.length;
  yield header;
  for await (const each of made) yield* piecesOfObject(each);
  for (const each of inOrder(context)) yield* piecesOfObject(each);
  yield ascii(`${crossReferences(entries)}trailer\n`);
  yield bytesOf(trailerOf(context));
  yield ascii(`\nstartxref\n${at}\n%%EOF\n`);
}

function contentOf(object: PDFObject): Piece[] {
  if (!(object instanceof HeldStream)) return [bytesOf(object)];
  return [bytesOf(object.describe()), ascii("\nstream\n"), object.range, ascii("\nendstream")];
}

function inOrder(context: PDFContext): [PDFRef, PDFObject][] {
  const start = ([, object]: [PDFRef, PDFObject]) => object instanceof HeldStream ? object.range[0] : -1;
  return context.enumerateIndirectObjects().sort((a, b) => start(a) - start(b));
}

/** ISO 32000-1, 7.5.4: runs of numbers, 20 bytes an entry. */
function crossReferences(entries: readonly Entry[]): string {
  const sorted = [...entries].sort((a, b) => a.ref.objectNumber - b.ref.objectNumber);
  let text = "xref\n0 1\n0000000000 65535 f \n";
  for (let i = 0; i < sorted.length;) {
    const first = sorted[i]!.ref.objectNumber;
    let run = "", count = 0;
    for (; sorted[i]?.ref.objectNumber === first + count; i++, count++) {
      const { at, ref } = sorted[i]!;
      run += `${String(at).padStart(10, "0")} ${String(ref.generationNumber).padStart(5, "0")} n \n`;
    }
    text += `${first} ${count}\n${run}`;
  }
  return text;
}

function trailerOf(context: PDFContext): PDFDict {
  const { Root, Info, ID } = context.trailerInfo;
  const trailer = context.obj({ Size: context.largestObjectNumber + 1 });
  for (const [key, value] of Object.entries({ Root, Info, ID })) if (value) trailer.set(PDFName.of(key), value);
  return trailer;
}

function bytesOf(object: Pick<PDFObject, "sizeInBytes" | "copyBytesInto">): Uint8Array {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
