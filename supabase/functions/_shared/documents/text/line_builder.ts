/**
 * Puts text together as a reader sees it: white space is one blank, blocks begin on lines of their own, cells of a row are
 * parted by tabs.
 *
 * @module
 */
export class LineBuilder {
  readonly #lines: string[] = [];
  /** What stands on the line: kept in pieces, for a line may be as long as the text. */
  #pieces: string[] = [];
  /** White space was seen, and belongs to the text only if something follows it on the line. */
  #isBlankDue = false;
  #length = 0;

  constructor(private readonly most: number) {}

  get isFull(): boolean {
    return this.#length >= this.most;
  }

  /** Running text: line ends in it are blanks. */
  add(text: string): void {
    for (const piece of plain(text).split(/(\s+)/)) {
      if (piece === "") continue;
      if (/^\s/.test(piece)) {
        this.#isBlankDue = true;
        continue;
      }
      if (this.#isBlankDue && this.#pieces.length > 0 && this.#pieces.at(-1) !== "\t") this.#put(" ");
      this.#isBlankDue = false;
      this.#put(piece);
    }
  }

  /** Text whose line ends and blanks are meant. */
  addAsIs(text: string): void {
    plain(text).split("\n").forEach((line, i) => {
      if (i > 0) this.newLine();
      if (line !== "") this.#put(line);
    });
  }

  /** Ends the line, even an empty one. */
  newLine(): void {
    this.#lines.push(this.#pieces.join("").trimEnd());
    this.#pieces = [];
    this.#isBlankDue = false;
    this.#length++;
  }

  /** What follows stands on a line of its own. */
  block(): void {
    if (this.#pieces.length > 0) this.newLine();
    this.#isBlankDue = false;
  }

  /** A block with space above it. */
  paragraph(): void {
    this.block();
    if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.newLine();
  }

  /** What follows stands in the next cell of the row. */
  cell(): void {
    if (this.#pieces.length > 0) this.#put("\t");
    this.#isBlankDue = false;
  }

  text(): string {
    this.block();
    return this.#lines.join("\n").replaceAll(/\n{3,}/g, "\n\n").replaceAll(/^\n+|\n+$/g, "").slice(0, this.most);
  }

  #put(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }
}

// deno-lint-ignore no-control-regex
const OTHER_LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
// deno-lint-ignore no-control-regex
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One kind of line end, and no characters that show nothing. */
export function plain(text: string): string {
  return text.replaceAll(OTHER_LINE_ENDS, "\n").replaceAll(UNSEEN, "");
}
