/**
 * The slices of a step's pages. Of more than a few pages they are written down as soon as the page is done: as text they take
 * a tenth of the memory, and what lives until a step's end is what the collector takes longest to give back.
 *
 * @module
 */
import type { Slice } from "./slices.ts";

const LOOSE_PAGES = 8;

export class SlicePack {
  #loose: Slice[] = [];
  readonly #packed: string[] = [];
  silent = 0;
  damaged = 0;
  chart = false;

  add(slice: Slice): void {
    this.#loose.push(slice);
    this.silent += slice.silent.length;
    this.damaged += slice.damaged.length;
    this.chart ||= slice.chart;
    if (this.#packed.length > 0 || this.#loose.length > LOOSE_PAGES) this.#pack();
  }

  /** How they are kept. */
  json(): string {
    this.#pack();
    return `[${this.#packed.join(",\n")}]`;
  }

  /** What {@link json} has written. */
  static read(json: string): readonly Slice[] {
    return JSON.parse(json);
  }

  pages(): readonly Slice[] {
    return this.#packed.length === 0 ? this.#loose : SlicePack.read(this.json());
  }

  #pack(): void {
    for (const slice of this.#loose) this.#packed.push(JSON.stringify(slice));
    this.#loose = [];
  }
}
