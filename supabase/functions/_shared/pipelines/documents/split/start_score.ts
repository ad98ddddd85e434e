/**
 * Whether a page begins a document: what speaks for it, less what ties it to the page before.
 *
 * @module
 */
import type { PageFacts } from "./page_facts.ts";

/** Above 0: it begins one. */
export function startScore(page: PageFacts, before: PageFacts, afterBlank: boolean): number {
  return THRESHOLD + byNumber(page, before) + byReferences(page, before) + byType(page, before) + byText(page, before) +
    (page.heads ? 1.3 : -0.6) + (afterBlank ? 0.8 : 0) +
    (Math.abs(page.aspect - before.aspect) > 0.05 ? 0.8 : 0);
}

/** Most pages go on. */
const THRESHOLD = -0.9;

function byNumber({ number }: PageFacts, before: PageFacts): number {
  if (!number) return before.number?.of && before.number.at < before.number.of ? -1 : 0;
  if (number.at === 1) return 3;
  const follows = before.number?.at === number.at - 1 && before.number.of === number.of;
  return follows ? -4 : -2;
}

function byReferences(page: PageFacts, before: PageFacts): number {
  if (page.references.length === 0 || before.references.length === 0) return 0;
  const shared = page.references.some((reference) => before.references.includes(reference));
  return shared ? -1.6 : 0.7;
}

function byType(page: PageFacts, before: PageFacts): number {
  if (page.type === "" || before.type === "") return 0;
  if (page.type === before.type) return -0.3;
  return 1.6 * Math.min(page.confidence, before.confidence + 0.3);
}

function byText(page: PageFacts, before: PageFacts): number {
  const sharedEdge = page.edges.some((line) => before.edges.includes(line));
  return (page.goesOn ? -1.2 : 0) + (before.breaksOff && page.goesOn ? -0.6 : 0) + (sharedEdge ? -0.8 : 0);
}
