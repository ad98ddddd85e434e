/**
 * Reads what `deno test` prints and makes it concise: a line for each file that passed, all of what it said for one that
 * did not, and the errors at the end.
 *
 * @module
 */

export interface TestCounts {
  passed: number;
  failed: number;
  ignored: number;
}

const SUMMARY =
  /^(?:ok|FAILED) \| (\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/;

export class TestReport {
  readonly counts: TestCounts = { passed: 0, failed: 0, ignored: 0 };
  /** Whether the run came to its end: `deno test` that dies has no summary. */
  isComplete = false;

  readonly #print: (line: string) => void;
  #file: string | undefined;
  #lines: string[] = [];
  #tests = 0;
  #started = 0;
  #afterTests = false;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  add(line: string): void {
    const running = /^running (\d+) tests? from (.+)$/.exec(line);
    const summary = SUMMARY.exec(line);
    if (running) {
      this.#finishFile();
      [this.#tests, this.#file] = [Number(running[1]), running[2]!.replace(/^\.\//, "")];
      this.#started = performance.now();
    } else if (summary) {
      this.#finishFile();
      this.isComplete = true;
      const [passed, failed, ignored] = summary.slice(1).map((count) => Number(count ?? 0));
      Object.assign(this.counts, { passed, failed, ignored });
    } else if (line === " ERRORS ") {
      this.#finishFile();
      this.#afterTests = true;
    } else if (this.#afterTests || this.#file === undefined) {
      this.#print(line);
    } else {
      this.#lines.push(line);
    }
  }

  /** To be called when there is no more output; shows what an unfinished file has said. */
  end(): void {
    if (this.#file !== undefined) this.#lines.push("… FAILED: the run ended here");
    this.#finishFile();
  }

  #finishFile(): void {
    if (this.#file === undefined) return;
    const failed = this.#lines.some((line) => line.includes("... FAILED") || line.includes("… FAILED"));
    const seconds = ((performance.now() - this.#started) / 1000).toFixed(1);
    this.#print(`  ${failed ? "FAILED" : "ok"}  ${this.#file}  (${this.#tests} tests, ${seconds} s)`);
    if (failed) { for (const line of this.#lines) this.#print(`    ${line}`); }
    this.#file = undefined;
    this.#lines = [];
  }
}
