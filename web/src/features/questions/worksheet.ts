/**
 * A worksheet under review: what the server knows of it, and over that what the reviewer has changed and is still being
 * saved. A change shows at once.
 *
 * @module
 */
import { applied, type Change, inverseOf, type Questions } from "./change.ts";
import { KnownQuestions } from "./known_questions.ts";
import { inOrder, type Question } from "./question.ts";
import type { QuestionsApi } from "./questions_api.ts";
import { same } from "./same.ts";
import { type Pending, SaveQueue, type SaveState } from "./save_queue.ts";

/** Two who want different things of one question: the reviewer chooses. */
export interface Conflict {
  readonly change: Change;
  /** The question as the reviewer wants it; undefined where he wants it gone. */
  readonly mine: Question | undefined;
  /** The question as somebody else left it; undefined when it is not there any more. */
  readonly theirs: Question | undefined;
  resolve(choice: "mine" | "theirs"): void;
}

export interface Review {
  /** Undefined until they are read. */
  readonly questions: readonly Question[] | undefined;
  readonly saving: SaveState;
  readonly conflict: Conflict | undefined;
  /** What would be undone and redone, in words. */
  readonly undo: string | undefined;
  readonly redo: string | undefined;
}

export interface WorksheetHandlers {
  onNotice(title: string, message: string): void;
  onError(title: string, error: Error): void;
}

interface Step {
  change: Change;
  readonly inverse: Change;
  pending: Pending | undefined;
}

const MAX_STEPS = 300;

export class Worksheet {
  readonly #known = new KnownQuestions();
  readonly #queue: SaveQueue;
  #past: Step[] = [];
  #future: Step[] = [];
  #isRead = false;
  /** Whoever changes several things tells of them once. */
  #isChanging = false;
  #shown: Questions = new Map();
  #conflict: Conflict | undefined;
  #review: Review = { questions: undefined, saving: "saved", conflict: undefined, undo: undefined, redo: undefined };
  readonly #listeners = new Set<() => void>();

  constructor(readonly api: QuestionsApi, private readonly handlers: WorksheetHandlers) {
    this.#queue = new SaveQueue(api, this.#known, {
      onChange: () => this.#tell(),
      onNotice: handlers.onNotice,
      onDropped: (pending, error) => {
        this.#past = this.#past.filter((step) => step.pending !== pending);
        if (error) handlers.onError("A change could not be saved", error);
      },
    });
  }

  readonly review = (): Review => this.#review;

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads all of it anew: messages may have been missed. */
  async read(): Promise<void> {
    this.#known.startReading();
    this.#known.replace(await this.api.all());
    this.#isRead = true;
    this.#tell();
  }

  hear(question: Question): void {
    this.#known.see(question);
    this.#tell();
  }

  hearGone(id: string): void {
    this.#known.forget(id);
    this.#tell();
  }

  /** @param about changes in a row about the same (letters of one text, presses of an arrow) are one step */
  perform(change: Change, about?: string): void {
    const inverse = inverseOf(change, this.#shown);
    this.#isChanging = true;
    const pending = this.#queue.add(change, this.#shown, about);
    this.#isChanging = false;
    const last = this.#past.at(-1);
    this.#future = [];
    if (last?.pending === pending) last.change = pending.change;
    else this.#past = [...this.#past, { change, inverse, pending }].slice(-MAX_STEPS);
    this.#tell();
  }

  /** A change that is no step of the reviewer's: a picture that was made. */
  note(change: Change): void {
    this.#queue.add(change, this.#shown);
  }

  undo(): void {
    const step = this.#past.at(-1);
    if (!step) return;
    this.#past = this.#past.slice(0, -1);
    this.#take(step.change, step.inverse, () => this.#future = [...this.#future, step]);
  }

  redo(): void {
    const step = this.#future.at(-1);
    if (!step) return;
    this.#future = this.#future.slice(0, -1);
    this.#take(step.inverse, step.change, () => this.#past = [...this.#past, step]);
  }

  /** Saves what is being typed, now. */
  flush(): void {
    this.#queue.flush();
  }

  /** Goes from what `from` made to what `to` makes, unless somebody else has changed that since. */
  #take(from: Change, to: Change, keep: () => void): void {
    const go = () => {
      keep();
      this.#queue.add(to, this.#shown);
      this.#tell();
    };
    const changed = (from.edits ?? []).find(({ id, fields }) => {
      const now = this.#shown.get(id);
      return !now ||
        Object.entries(fields).some(([field, value]) =>
          field !== "crop_path" && !same(now[field as keyof Question], value)
        );
    });
    const wanted = to.edits?.find(({ id }) => id === changed?.id)?.fields;
    if (!changed || !wanted) return go();
    const theirs = this.#shown.get(changed.id);
    if (!theirs) {
      this.handlers.onNotice("There is nothing to undo", "Somebody else has deleted that question.");
      return this.#tell();
    }
    this.#conflict = {
      change: to,
      mine: { ...theirs, ...wanted },
      theirs,
      resolve: (choice) => {
        this.#conflict = undefined;
        if (choice === "mine") go();
        else this.#tell();
      },
    };
    this.#tell();
  }

  #clash(): Conflict | undefined {
    const clash = this.#queue.clash;
    return clash && { ...clash, resolve: (choice) => this.#queue.resolve(choice) };
  }

  #tell(): void {
    if (this.#isChanging) return;
    this.#shown = this.#queue.changes.reduce(applied, this.#known.all);
    const last = this.#past.at(-1), next = this.#future.at(-1);
    this.#review = {
      questions: this.#isRead ? inOrder(this.#shown.values()) : undefined,
      saving: this.#queue.state,
      conflict: this.#conflict ?? this.#clash(),
      undo: last?.change.label,
      redo: next?.change.label,
    };
    for (const listener of this.#listeners) listener();
  }
}
