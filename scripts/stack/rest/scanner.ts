import { RestError } from "./errors.ts";
import type { JsonStep } from "./query_tree.ts";

/** Reads PostgREST's little languages character by character. */
export class Scanner {
  #at = 0;

  constructor(private readonly text: string, private readonly what: string) {}

  get done(): boolean {
    return this.#at >= this.text.length;
  }

  get rest(): string {
    return this.text.slice(this.#at);
  }

  /** Whether the text goes on with this; if so it is read. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  peek(token: string): boolean {
    return this.text.startsWith(token, this.#at);
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.error(`expecting "${token}"`);
  }

  /** The text that matches here, which is read; undefined when none does. */
  match(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** A name: quoted, or everything up to a character that means something. */
  name(): string {
    if (this.take('"')) {
      let name = "";
      while (!this.take('"')) {
        if (this.done) throw this.error('expecting closing "');
        this.take("\\");
        name += this.text[this.#at++];
      }
      return name;
    }
    const name = this.match(/(?:[^\s.,:()"!>-]|-(?!>))+/);
    if (name === undefined) throw this.error("expecting a name");
    return name;
  }

  error(message: string): RestError {
    const position = `line 1, column ${this.#at + 1}`;
    const found = this.done ? "unexpected end of input" : `unexpected ${JSON.stringify(this.text[this.#at])}`;
    const summary = `"failed to parse ${this.what} (${this.text})" (${position})`;
    return new RestError(400, "PGRST100", summary, `${found} ${message}`);
  }
}

/** `->key->>last`, as far as there is one. */
export function readJsonPath(scanner: Scanner): JsonStep[] {
  const steps: JsonStep[] = [];
  for (;;) {
    const operator = scanner.take("->>") ? "->>" : scanner.take("->") ? "->" : undefined;
    if (operator === undefined) return steps;
    steps.push({ operator, key: scanner.match(/-\d+/) ?? scanner.name() });
  }
}
