/**
 * XML as a tree of elements, for data that somebody sent: names without prefixes, no entities but the five of XML and
 * characters by number, nothing fetched. What declares a document type, or is larger or deeper than data are, is refused.
 *
 * @module
 */
import { Parser } from "htmlparser2";

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own, trimmed. */
  readonly text: string;
}

export class XmlError extends Error {}

const MOST_ELEMENTS = 100_000;
const MOST_DEPTH = 64;

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** @throws XmlError */
export function readXml(text: string): XmlElement {
  const top: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  let count = 0;
  const parser = new Parser({
    onprocessinginstruction(name) {
      if (name.startsWith("!")) throw new XmlError("it declares a document type");
    },
    onopentag(name, attributes) {
      if (++count > MOST_ELEMENTS) throw new XmlError(`it has more than ${MOST_ELEMENTS} elements`);
      if (open.length > MOST_DEPTH) throw new XmlError(`its elements nest deeper than ${MOST_DEPTH}`);
      open.push({ name: withoutPrefix(name), attributes, children: [], text: "" });
    },
    ontext(piece) {
      open.at(-1)!.text += piece;
    },
    onclosetag() {
      const { text, ...element } = open.pop()!;
      open.at(-1)!.children.push({ ...element, text: text.trim() });
    },
  }, { xmlMode: true, decodeEntities: true });
  parser.write(text);
  if (open.length > 1) throw new XmlError("it has no end");
  parser.end();
  const [root] = top.children;
  if (!root) throw new XmlError("it has no element");
  return root;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The elements at the end of a path of names; `A|B` is either. */
export function allAt(element: XmlElement, ...path: readonly string[]): XmlElement[] {
  return path.reduce<XmlElement[]>((found, step) => {
    const names = step.split("|");
    return found.flatMap(({ children }) => children.filter(({ name }) => names.includes(name)));
  }, [element]);
}

/** The text of the first that has any. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | undefined {
  return allAt(element, ...path).find(({ text }) => text !== "")?.text;
}
