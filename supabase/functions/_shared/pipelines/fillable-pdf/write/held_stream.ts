/**
 * A stream whose data stay in the file that it comes from: only where they are is known.
 *
 * @module
 */
import { type PDFContext, type PDFDict, PDFName, PDFNumber, PDFRawStream, PDFStream } from "@cantoo/pdf-lib";
import { MARK_LENGTH, markOf, numberOf, type Range } from "./hold_out.ts";

/** Written by pdf-lib, it is in the outline again. */
export class HeldStream extends PDFStream {
  constructor(dict: PDFDict, readonly number: number, readonly range: Range) {
    super(dict);
  }

  /** Its dictionary, as it is where the data are. */
  describe(): PDFDict {
    this.dict.set(PDFName.of("Length"), PDFNumber.of(this.range[1] - this.range[0]));
    return this.dict;
  }

  override clone(context?: PDFContext): HeldStream {
    return new HeldStream(this.dict.clone(context), this.number, this.range);
  }

  override getContentsString(): string {
    return markOf(this.number);
  }

  override getContents(): Uint8Array {
    return new TextEncoder().encode(markOf(this.number));
  }

  override getContentsSize(): number {
    return MARK_LENGTH;
  }
}

/** Tells the document of an outline where the data of its streams are. */
export function restoreHeld(context: PDFContext, held: readonly Range[]): void {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || object.contents.length !== MARK_LENGTH) continue;
    const number = numberOf(object.contents), range = number === undefined ? undefined : held[number];
    if (number !== undefined && range) context.assign(ref, new HeldStream(object.dict, number, range));
  }
}
