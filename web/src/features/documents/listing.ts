/**
 * Which documents of a job are listed, and in which order.
 *
 * @module
 */
import type { DocumentResult } from "../../../../supabase/functions/_shared/pipelines/documents/result.ts";
import type { State } from "./review.ts";

export const ORDERS = ["sent", "name", "type", "doubt"] as const;
export type Order = (typeof ORDERS)[number];

export interface Listing {
  readonly state: State | "all";
  /** A document's type; null for all. */
  readonly type: string | null;
  /** Part of a name, or of what is wrong with a file. */
  readonly text: string;
  readonly order: Order;
}

export const EVERYTHING: Listing = { state: "all", type: null, text: "", order: "sent" };

/** A document as a line of the list. */
export interface Entry {
  readonly document: DocumentResult;
  readonly state: State;
  /** What it is, as corrected; null when it could not be read. */
  readonly type: string | null;
}

/** @returns places in `entries` */
export function listed(entries: readonly Entry[], { state, type, text, order }: Listing): number[] {
  const wanted = text.trim().toLowerCase();
  const shown = [...entries.keys()].filter((index) => {
    const entry = entries[index]!;
    return (state === "all" || entry.state === state) && (type === null || entry.type === type) &&
      textOf(entry).includes(wanted);
  });
  const compare = COMPARISONS[order];
  return compare ? shown.sort((a, b) => compare(entries[a]!, entries[b]!) || a - b) : shown;
}

/** The types that there are, most frequent first, with how many documents have each. */
export function typesIn(entries: readonly Entry[]): { readonly type: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { type } of entries) if (type !== null) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count);
}

const textOf = ({ document }: Entry): string => `${document.file}\n${document.error?.detail ?? ""}`.toLowerCase();

const NAMES = new Intl.Collator("en", { numeric: true });

const COMPARISONS: Record<Order, ((a: Entry, b: Entry) => number) | undefined> = {
  sent: undefined,
  name: (a, b) => NAMES.compare(a.document.file, b.document.file),
  // What could not be read comes last.
  type: (a, b) => Number(a.type === null) - Number(b.type === null) || NAMES.compare(a.type ?? "", b.type ?? ""),
  doubt: (a, b) => leastSure(a.document) - leastSure(b.document),
};

/** How sure the least sure of what was found is; files that could not be read come first. */
function leastSure({ error, confidence, fields }: DocumentResult): number {
  if (error) return -1;
  const found = Object.values(fields).filter(({ value }) => value !== null);
  return Math.min(confidence, ...found.map((field) => field.confidence));
}
