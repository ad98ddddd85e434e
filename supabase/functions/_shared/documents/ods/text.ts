/**
 * The text of a cell, as it is shown: paragraphs are lines, notes are left out.
 *
 * @module
 */
import { innersOf, unescapeXml, withoutElements } from "../xlsx/xml.ts";

export function paragraphsOf(inner: string): string {
  const shown = inner.includes("<office:annotation") ? withoutElements(inner, "office:annotation") : inner;
  return Array.from(innersOf(shown, "text:p"), plain).join("\n");
}

const MOST_SPACES = 1000;

/** White space is one space in XML; more of it is written as elements. */
function plain(text: string): string {
  const marked = text.includes("<")
    ? text.replaceAll(
      /<text:s(?:\s+text:c="(\d{1,6})")?\s*\/>/g,
      (_, times) => " ".repeat(Math.min(MOST_SPACES, Number(times ?? 1))),
    ).replaceAll(/<text:tab[^<>]*>/g, "\t").replaceAll(/<text:line-break[^<>]*>/g, "\n").replaceAll(/<[^<>]*>/g, "")
    : text;
  return unescapeXml(marked);
}
