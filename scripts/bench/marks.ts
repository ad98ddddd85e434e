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

export class Marks {
  readonly all: Mark[] = [];
  readonly #first = new Map<string, PromiseWithResolvers<Mark>>();

  /** Takes a line of output; most are of no interest. */
  read(line: string): void {
    if (!line.startsWith('{"mark":')) return;
    const mark = JSON.parse(line) as Mark;
    this.all.push(mark);
    this.#entry(mark.mark, mark.id, mark.step).resolve(mark);
  }

  /** Resolves with the first such mark of a job's step, past or to come. */
  first(what: Mark["mark"], id: string, step = 0): Promise<Mark> {
    return this.#entry(what, id, step).promise;
  }

  #entry(what: Mark["mark"], id: string, step: number): PromiseWithResolvers<Mark> {
    const key = `${what} ${id} ${step}`;
    const known = this.#first.get(key) ?? Promise.withResolvers<Mark>();
    this.#first.set(key, known);
    return known;
  }
}
