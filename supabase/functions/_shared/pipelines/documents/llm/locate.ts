/**
 * Finds what a language model quotes in the document, so that its answers have places, too, and what it made up has none.
 *
 * @module
 */
import type { Reading } from "../analyze/reading.ts";
import { placeAround } from "../analyze/value.ts";
import type { Place, Scalar } from "../result.ts";
import { fold } from "../text/fold.ts";
import type { Row } from "../text/rows.ts";

interface Token {
  readonly text: string;
  readonly row: Row;
  readonly index: number;
}

export class Locator {
  readonly #tokens: Token[];
  readonly #first = new Map<string, number[]>();

  constructor(private readonly reading: Pick<Reading, "pages" | "rows" | "candidates">) {
    this.#tokens = reading.rows.flatMap((row) =>
      row.words.map((word, index) => ({ text: plain(word.text), row, index }))
    )
      .filter(({ text }) => text !== "");
    this.#tokens.forEach(({ text }, i) => {
      const known = this.#first.get(text);
      if (known) known.push(i);
      else this.#first.set(text, [i]);
    });
  }

  /** Where a field's value stands: by its quote, by the value itself, or where the same value is printed otherwise. */
  field(value: Scalar, quote: string | null | undefined): Place | undefined {
    return (quote ? this.text(quote) : undefined) ?? this.#sameValue(value) ??
      (typeof value === "string" ? this.text(value) : undefined);
  }

  /** The first run of words that says the same, whatever its case and punctuation. */
  text(quote: string): Place | undefined {
    const wanted = quote.split(/\s+/).map(plain).filter((word) => word !== "");
    if (wanted.length === 0) return undefined;
    for (const start of this.#first.get(wanted[0]!) ?? []) {
      const end = this.#follow(start, wanted);
      if (end !== undefined) return this.#place(start, end);
    }
    return this.#within(wanted);
  }

  #follow(start: number, wanted: readonly string[]): number | undefined {
    for (let i = 1; i < wanted.length; i++) if (this.#tokens[start + i]?.text !== wanted[i]) return undefined;
    return start + wanted.length;
  }

  /** A single word may be a part of one in the document: `Nr.4711`. */
  #within([word, ...more]: readonly string[]): Place | undefined {
    if (more.length > 0 || word!.length < 4) return undefined;
    const found = this.#tokens.findIndex(({ text }) => text.includes(word!));
    return found < 0 ? undefined : this.#place(found, found + 1);
  }

  #sameValue(value: Scalar): Place | undefined {
    const found = this.reading.candidates.find((each) => each.value === value && each.kind !== "identifier");
    return found && placeAround(this.reading, [found]);
  }

  #place(start: number, end: number): Place {
    return placeAround(
      this.reading,
      this.#tokens.slice(start, end).map(({ row, index }) => ({ row, from: index, to: index + 1 })),
    );
  }
}

const plain = (word: string): string => fold(word).replace(/[^\p{L}\p{N}]/gu, "");
