import type { Question } from "./question.ts";

/**
 * The newest version of each question, wherever it came from. As with jobs, answers and messages overtake each other, and
 * an older version never replaces a newer one.
 */
export class KnownQuestions {
  readonly #newest = new Map<string, Question>();
  /** What was heard, or heard to be gone, while all were being read: the answer may be older than that. */
  readonly #heard = new Set<string>();

  get all(): ReadonlyMap<string, Question> {
    return this.#newest;
  }

  /** Takes note of a question that was saved, or that a message told of. */
  see(question: Question): void {
    this.#heard.add(question.id);
    const known = this.#newest.get(question.id);
    if (!known || known.version < question.version) this.#newest.set(question.id, question);
  }

  forget(id: string): void {
    this.#heard.add(id);
    this.#newest.delete(id);
  }

  /** From now on all of them are read anew. */
  startReading(): void {
    this.#heard.clear();
  }

  /** What was read: all that there are, but for what was heard since. */
  replace(questions: readonly Question[]): void {
    const read = new Set(questions.map(({ id }) => id));
    for (const id of this.#newest.keys()) if (!read.has(id) && !this.#heard.has(id)) this.#newest.delete(id);
    for (const question of questions) {
      const known = this.#newest.get(question.id);
      if (known ? known.version < question.version : !this.#heard.has(question.id)) {
        this.#newest.set(question.id, question);
      }
    }
  }
}
