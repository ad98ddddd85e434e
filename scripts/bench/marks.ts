/**
 * What the jobs of the bench's project told (see overlay/marks.ts), read from the output of functions and workers.
 *
 * @module
 */
export interface Mark {
  /** `entered`: process-job's handler; `body`: a job that does nothing; `begun`, `ended`: a step of one that sleeps. */
  readonly mark: "entered" | "body" | "begun" | "ended";
  /** The job's id. */
  readonly id: string;
  readonly step: number;
  readonly at: number;
}

type Listener = (mark: Mark) => void;

export class Marks {
  readonly all: Mark[] = [];
  readonly #listeners = new Set<Listener>();

  /** Takes a line of output; most are of no interest. */
  read(line: string): void {
    if (!line.startsWith('{"mark":')) return;
    const mark = JSON.parse(line) as Mark;
    this.all.push(mark);
    for (const listener of this.#listeners) listener(mark);
  }

  /** Resolves with the first mark, past or to come, that passes. */
  async first(what: Mark["mark"], id: string): Promise<Mark> {
    const isIt = (mark: Mark) => mark.mark === what && mark.id === id;
    const there = this.all.find(isIt);
    if (there) return there;
    const { promise, resolve } = Promise.withResolvers<Mark>();
    const listener = (mark: Mark) => isIt(mark) && resolve(mark);
    this.#listeners.add(listener);
    try {
      return await promise;
    } finally {
      this.#listeners.delete(listener);
    }
  }
}
