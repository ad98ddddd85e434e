/**
 * What a reader sees of an HTML page: no scripts, no styles, nothing that is hidden, and nothing fetched.
 *
 * @module
 */
import { Parser } from "htmlparser2";
import { LineBuilder } from "./line_builder.ts";
import { decode } from "./plain_text.ts";
import { MOST_CHARACTERS, type TextDocument, type TextFile } from "./text_document.ts";

/** Markup may be ten times its text. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Deeper than any page is meant; the parser's cost grows with the square of the depth. */
const MOST_DEPTH = 512;
const PIECE = 64 * 1024;

export async function readHtml(file: TextFile): Promise<TextDocument> {
  const bytes = await file.readRange(0, Math.min(file.bytes, MOST_BYTES));
  const { text, title, isCut } = htmlText(await decodeHtml(bytes));
  return { text, title, isCut: isCut || bytes.length < file.bytes, attachments: [] };
}

/** By the page's own word where the bytes alone do not tell. */
async function decodeHtml(bytes: Uint8Array): Promise<string> {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const [, label = ""] = /<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?([\w-]+)/i.exec(head) ?? [];
  try {
    // What calls itself UTF-8 is not believed, since it can be checked.
    if (label !== "" && !/^utf-?8$/i.test(label)) return new TextDecoder(label).decode(bytes);
  } catch { /* there is no such encoding */ }
  return await decode(bytes);
}

const UNSEEN = new Set(
  ("script style template noscript head svg math iframe object embed applet canvas audio video frameset datalist " +
    "textarea select").split(" "),
);
const PARAGRAPHS = new Set("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre article section hr".split(" "));
const BLOCKS = new Set(
  ("address aside body caption center dd details dialog div dt fieldset figcaption figure footer form header html " +
    "legend li main nav optgroup option summary tbody tfoot thead tr").split(" "),
);
const CELLS = new Set(["td", "th"]);
/** Elements that have no end. */
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

class TooDeep extends Error {}

/** @returns the text, which is cut where it is longer or nested deeper than is read of a document */
export function htmlText(html: string): Pick<TextDocument, "text" | "title" | "isCut"> {
  const lines = new LineBuilder(MOST_CHARACTERS);
  /** Of the open elements: whether each begins something that is not seen. */
  const open: { readonly name: string; readonly isUnseen: boolean }[] = [];
  let unseen = 0, preformatted = 0, title = "", isTitle = false;
  const separate = (name: string) => {
    if (PARAGRAPHS.has(name)) lines.paragraph();
    else if (BLOCKS.has(name)) lines.block();
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (open.length >= MOST_DEPTH) throw new TooDeep();
      if (name === "title") isTitle = title === "";
      const isUnseen = UNSEEN.has(name) || isHidden(attributes);
      if (!VOID.has(name)) {
        open.push({ name, isUnseen });
        if (isUnseen) unseen++;
      }
      if (unseen > 0) return;
      if (name === "pre") preformatted++;
      if (name === "br") lines.newLine();
      if (CELLS.has(name)) lines.cell();
      separate(name);
    },
    ontext(text) {
      if (isTitle) title += text;
      if (unseen > 0) return;
      if (preformatted > 0) lines.addAsIs(text);
      else lines.add(text);
    },
    onclosetag(name) {
      if (name === "title") isTitle = false;
      if (open.at(-1)?.name === name && open.pop()!.isUnseen) unseen--;
      if (unseen > 0) return;
      if (name === "pre") preformatted = Math.max(0, preformatted - 1);
      separate(name);
    },
  }, { decodeEntities: true, lowerCaseTags: true });
  const isCut = feed(parser, html, () => lines.isFull);
  const heading = title.replaceAll(/\s+/g, " ").trim();
  return { text: lines.text(), title: heading === "" ? null : heading.slice(0, 300), isCut };
}

/**
 * Gives a parser its text until that is `enough`.
 *
 * @returns whether something was left
 */
function feed(parser: Parser, text: string, enough: () => boolean): boolean {
  try {
    for (let at = 0; at < text.length; at += PIECE) {
      if (enough()) return true;
      parser.write(text.slice(at, at + PIECE));
    }
    parser.end();
    return enough();
  } catch (error) {
    if (error instanceof TooDeep) return true;
    throw error;
  }
}

/** By its own attributes, as mails and pages hide what is meant for machines. */
function isHidden({ hidden, style = "", "aria-hidden": aria }: Record<string, string>): boolean {
  if (hidden !== undefined || aria === "true") return true;
  return /(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|(?:font-size|max-height)\s*:\s*0(?![.\d]*[1-9]))/i
    .test(style.slice(0, 2000));
}
