/**
 * The little XML that a workbook needs. No entities but the five that XML defines and characters by number; what declares
 * others is refused.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]+));/g, (whole, hex, decimal, name) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/** Text of a cell: Office writes control characters as `_x000D_`. */
export function unescapeCell(text: string): string {
  const plain = unescapeXml(text);
  return plain.includes("_x")
    ? plain.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
    : plain;
}

/** The value of an attribute in a start tag; undefined when it has none. */
export function attribute(tag: string, name: string): string | undefined {
  const at = tag.indexOf(` ${name}=`);
  if (at < 0) return undefined;
  const quote = tag[at + name.length + 2]!;
  const start = at + name.length + 3;
  const end = tag.indexOf(quote, start);
  return end < 0 ? undefined : unescapeXml(tag.slice(start, end));
}

/** A start tag, whatever the prefix of its namespace. One that does not end costs no more than others. */
const startTag = (element: string): RegExp => new RegExp(`<(\\w+:)?${element}(?=[\\s/>])[^<>]*>`, "g");

/** The start tags of an element, in order. */
export function tagsOf(xml: string, element: string): string[] {
  return xml.match(startTag(element)) ?? [];
}

/** What stands inside of each element of this name, in order; elements inside of such are left out. */
export function* innersOf(xml: string, element: string): Generator<string> {
  for (const { open, close } of elementsIn(xml, element)) yield xml.slice(open, close);
}

/** The text without the elements of this name. */
export function withoutElements(xml: string, element: string): string {
  let kept = "", at = 0;
  for (const { start, end } of elementsIn(xml, element)) {
    kept += xml.slice(at, start);
    at = end;
  }
  return kept + xml.slice(at);
}

interface ElementPlace {
  readonly start: number;
  /** Where its content begins and ends. */
  readonly open: number;
  readonly close: number;
  readonly end: number;
}

/** An element without an end ends the search: there is none for those behind it either. */
function* elementsIn(xml: string, element: string): Generator<ElementPlace> {
  const tag = startTag(element);
  for (let found = tag.exec(xml); found; found = tag.exec(xml)) {
    const { 0: opening, 1: prefix = "", index: start } = found, open = tag.lastIndex;
    const closing = `</${prefix}${element}>`;
    const isEmpty = opening.endsWith("/>");
    const close = isEmpty ? open : xml.indexOf(closing, open);
    if (close < 0) return;
    const end = isEmpty ? open : close + closing.length;
    yield { start, open, close, end };
    tag.lastIndex = end;
  }
}

/** @throws {JobError} when the text declares entities */
export function refuseDoctype(xml: string, fileName: string): void {
  if (!xml.includes("<!DOCTYPE") && !xml.includes("<!ENTITY")) return;
  throw new JobError(
    "unsafe_content",
    `Cannot read ${fileName}: it declares entities of its own, which no spreadsheet program writes. Save it anew from a spreadsheet program and upload that.`,
  );
}
