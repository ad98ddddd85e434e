/**
 * Text out of WordprocessingML (ISO/IEC 29500-1, 17), read as it comes and without a tree.
 *
 * @module
 */
import { Parser } from "htmlparser2";
import { JobError } from "../../jobs/errors.ts";
import type { LineBuilder } from "./line_builder.ts";

/** Tables in tables in text boxes: real documents stay below 60. */
const MOST_DEPTH = 512;

class TooDeep extends Error {}

/** Without the prefix of its namespace, which is `w` by custom alone. */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** What shows something else, or the same a second time: deletions, phonetic guides, older ways to draw a text box. */
const SKIPPED = new Set(["del", "moveFrom", "rt", "Fallback", "pict"]);

export class DocxText {
  readonly #parser: Parser;
  #depth = 0;
  #skipped = 0;
  #isText = false;
  #isRunHidden = false;
  /** Paragraphs of a cell stay on its row's line. */
  #cells = 0;

  constructor(private readonly file: { readonly name: string }, private readonly lines: LineBuilder) {
    this.#parser = new Parser({
      onopentag: (name, attributes) => this.#open(local(name), attributes),
      ontext: (text) => {
        if (this.#isText && this.#skipped === 0 && !this.#isRunHidden) this.lines.add(text);
      },
      onclosetag: (name) => this.#close(local(name)),
      onprocessinginstruction: (name) => {
        if (/^!doctype/i.test(name)) throw this.#unsafe();
      },
    }, { xmlMode: true, decodeEntities: true });
  }

  /** @returns false when nothing more is to be read */
  write(xml: string): boolean {
    try {
      this.#parser.write(xml);
      return true;
    } catch (error) {
      if (error instanceof TooDeep) return false;
      throw error;
    }
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (++this.#depth > MOST_DEPTH) throw new TooDeep();
    if (SKIPPED.has(name)) this.#skipped++;
    if (this.#skipped > 0) return;
    switch (name) {
      case "t":
        this.#isText = true;
        break;
      case "r":
        this.#isRunHidden = false;
        break;
      case "vanish":
      case "webHidden":
        this.#isRunHidden = !/^(?:0|false|off)$/.test(valueOf(attributes));
        break;
      case "tab":
        this.lines.cell();
        break;
      case "br":
      case "cr":
        if (this.#cells > 0) this.lines.add(" ");
        else this.lines.newLine();
        break;
      case "noBreakHyphen":
        this.lines.add("-");
        break;
      case "tc":
        if (this.#cells++ === 0) this.lines.cell();
        break;
      case "tr":
        if (this.#cells === 0) this.lines.block();
    }
  }

  #close(name: string): void {
    this.#depth--;
    if (SKIPPED.has(name)) this.#skipped = Math.max(0, this.#skipped - 1);
    if (this.#skipped > 0) return;
    switch (name) {
      case "t":
        this.#isText = false;
        break;
      case "p":
        if (this.#cells > 0) this.lines.add(" ");
        else this.lines.block();
        break;
      case "tc":
        this.#cells = Math.max(0, this.#cells - 1);
        break;
      case "tr":
        if (this.#cells === 0) this.lines.block();
        break;
      case "tbl":
        if (this.#cells === 0) this.lines.paragraph();
    }
  }

  #unsafe(): JobError {
    return new JobError(
      "unsafe_content",
      `Cannot read ${this.file.name}: it declares entities of its own, which no word processor writes. Save it anew from a word processor and upload that.`,
    );
  }
}

function valueOf(attributes: Record<string, string>): string {
  return Object.entries(attributes).find(([name]) => local(name) === "val")?.[1] ?? "";
}
