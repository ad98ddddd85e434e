/**
 * Wraps images in a PDF, so that whatever reads and draws PDFs does it with images, too.
 *
 * @module
 */
import { joined } from "../bytes.ts";
import { IDENTITY, type Matrix } from "../pdf/geometry.ts";
import type { ImagePage } from "./image.ts";

/** A4's longer side, in inches: what a page is taken for when its image does not say how large it is. */
const PAGE_INCHES = 11.69;
/** Programs write one of these when they do not know; no scanner has fewer. */
const UNKNOWN_DPI = 97;
/** Small pictures are parts of a page. */
const FEWEST_DPI = 100;
const MAX_DPI = 2_400;

export function imagePdf(pages: readonly ImagePage[]): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  const [catalog, tree] = [writer.reserve(), writer.reserve()];
  const kids: number[] = [];
  for (const page of pages) {
    const [dpiX, dpiY] = densityOf(page);
    const [width, height] = [page.width * 72 / dpiX, page.height * 72 / dpiY];
    const names: string[] = [], draws: string[] = [];
    for (const part of page.parts) {
      const entries = `/Type/XObject/Subtype/Image/Width ${part.width}/Height ${part.height}${part.entries}`;
      const name = `/I${names.length}`;
      names.push(`${name} ${writer.stream(entries, part.data)} 0 R`);
      const [w, h] = [part.width * 72 / dpiX, part.height * 72 / dpiY];
      const [x, y] = [part.x * 72 / dpiX, height - part.y * 72 / dpiY - h];
      draws.push(`q ${[w, 0, 0, h, x, y].map(number).join(" ")} cm ${name} Do Q`);
    }
    const { matrix, rotate } = HELD[page.orientation] ?? HELD[1]!;
    const placed: Matrix = [matrix[0], 0, 0, matrix[3], matrix[0] < 0 ? width : 0, matrix[3] < 0 ? height : 0];
    const content = `${placed.map(number).join(" ")} cm\n${draws.join("\n")}`;
    const contents = writer.stream("", new TextEncoder().encode(content));
    kids.push(writer.object(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${number(width)} ${number(height)}]/Rotate ${rotate}` +
        `/Resources<</XObject<<${names.join("")}>>>>/Contents ${contents} 0 R>>`,
    ));
  }
  writer.object(`<</Type/Catalog/Pages ${tree} 0 R>>`, catalog);
  writer.object(`<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(" ")}]>>`, tree);
  return writer.finish(catalog);
}

/** By EXIF's orientation: mirrored first, then turned clockwise. */
const HELD: Record<number, { matrix: Matrix; rotate: number }> = {
  1: { matrix: IDENTITY, rotate: 0 },
  2: { matrix: [-1, 0, 0, 1, 0, 0], rotate: 0 },
  3: { matrix: IDENTITY, rotate: 180 },
  4: { matrix: [1, 0, 0, -1, 0, 0], rotate: 0 },
  5: { matrix: [1, 0, 0, -1, 0, 0], rotate: 90 },
  6: { matrix: IDENTITY, rotate: 90 },
  7: { matrix: [1, 0, 0, -1, 0, 0], rotate: 270 },
  8: { matrix: IDENTITY, rotate: 270 },
};

function densityOf({ width, height, dpi }: ImagePage): readonly [number, number] {
  if (dpi && dpi.every((value) => value > UNKNOWN_DPI && value <= MAX_DPI)) return dpi;
  const guess = Math.max(FEWEST_DPI, Math.max(width, height) / PAGE_INCHES);
  return [guess, guess];
}

const number = (value: number): string => String(Math.round(value * 1e4) / 1e4);

class Writer {
  readonly #parts: Uint8Array[] = [];
  readonly #offsets: number[] = [];
  #length = 0;

  constructor() {
    this.#text("%PDF-1.7\n");
  }

  /** A number for an object that is written later. */
  reserve(): number {
    return this.#offsets.push(0);
  }

  object(content: string, id = this.reserve()): number {
    this.#offsets[id - 1] = this.#length;
    this.#text(`${id} 0 obj\n${content}\nendobj\n`);
    return id;
  }

  stream(entries: string, data: Uint8Array): number {
    const id = this.reserve();
    this.#offsets[id - 1] = this.#length;
    this.#text(`${id} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n`);
    this.#add(data);
    this.#text("\nendstream\nendobj\n");
    return id;
  }

  finish(root: number): Uint8Array<ArrayBuffer> {
    const start = this.#length;
    const rows = this.#offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
    const size = this.#offsets.length + 1;
    this.#text(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root ${root} 0 R>>\n`);
    this.#text(`startxref\n${start}\n%%EOF\n`);
    return joined(this.#parts);
  }

  #text(text: string): void {
    this.#add(new TextEncoder().encode(text));
  }

  #add(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }
}
