/**
 * Names and tooltips from labels. Names are unique in the document and stable: they follow from the labels in reading
 * order alone.
 *
 * @module
 */
import type { FoundField } from "./field.ts";

const MAX_LENGTH = 60;

export class Names {
  readonly #taken: Map<string, number>;

  /** @param reserved names that other fields of the document have already */
  constructor(reserved: Iterable<string> = []) {
    this.#taken = new Map([...reserved].map((name) => [name, 1]));
  }

  /** A name like the label that no other field has. */
  next(label: string, fallback: string): string {
    return this.exactly(slug(label) || fallback);
  }

  /** The name itself, or with a number when it is taken. */
  exactly(stem: string): string {
    for (let count = (this.#taken.get(stem) ?? 0) + 1;; count++) {
      this.#taken.set(stem, count);
      const name = count === 1 ? stem : `${stem}_${count}`;
      if (count === 1) return name;
      if (!this.#taken.has(name)) {
        this.#taken.set(name, 1);
        return name;
      }
    }
  }
}

/** Letters and digits of any script, joined by underscores. A dot would make a tree of names. */
export function slug(text: string): string {
  const words = text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  let name = "";
  for (const word of words) {
    if (name.length + word.length + 1 > MAX_LENGTH) break;
    name += (name ? "_" : "") + word;
  }
  return name || (words[0]?.slice(0, MAX_LENGTH) ?? "");
}

const NOUN = { text: "text", checkbox: "check_box", radio: "choice", signature: "signature" } as const;

export function fallbackName(field: FoundField, page: number): string {
  return `page_${page}_${NOUN[field.type]}`;
}

export function tooltipOf(field: FoundField): string {
  if (!field.context || field.label.startsWith(field.context)) return field.label;
  return field.label ? `${field.context}: ${field.label}` : field.context;
}
