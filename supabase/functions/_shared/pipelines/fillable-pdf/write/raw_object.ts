/**
 * An object that is written as it is given: thousands of dictionaries cost a fraction of what pdf-lib's own objects do.
 *
 * @module
 */
import { PDFObject } from "@cantoo/pdf-lib";

export class RawObject extends PDFObject {
  readonly #text: string;

  /** @param text PDF syntax in ASCII */
  constructor(text: string) {
    super();
    this.#text = text;
  }

  override clone(): RawObject {
    return this;
  }

  override toString(): string {
    return this.#text;
  }

  override sizeInBytes(): number {
    return this.#text.length;
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    new TextEncoder().encodeInto(this.#text, buffer.subarray(offset));
    return this.#text.length;
  }
}

/** A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else as UTF-16. */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&")})`;
  let hex = "FEFF";
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, "0");
  return `<${hex}>`;
}

/** A name (7.3.5): what is no letter, digit or underscore is escaped. */
export function nameOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return "/" + Array.from(bytes, (byte) => {
    const sign = String.fromCharCode(byte);
    return /[A-Za-z0-9_]/.test(sign) ? sign : "#" + byte.toString(16).padStart(2, "0");
  }).join("");
}
