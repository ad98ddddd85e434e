/**
 * The way of changes to the server: one after another, each with the versions of the questions that the reviewer saw.
 *
 * @module
 */
import { isNetworkError } from "../../api/problem.ts";
import { type Change, joined, touched } from "./change.ts";
import { judge } from "./judge.ts";
import type { KnownQuestions } from "./known_questions.ts";
import { nameOf, type Question } from "./question.ts";
import { QuestionGone, type QuestionsApi, VersionConflict } from "./questions_api.ts";

export interface Pending {
  change: Change;
  /** The questions that it touches as the reviewer saw them, with the versions that they had. */
  readonly seen: Map<string, Question>;
  /** A further change about the same, while this one waits, becomes part of it. */
  readonly about: string | undefined;
  /** Until then it waits for more of the same. */
  due: number;
}

/** A change that cannot be saved because somebody else was faster. */
export interface Clash {
  readonly change: Change;
  readonly id: string;
  /** As the reviewer wants it; undefined where he wants it gone. */
  readonly mine: Question | undefined;
  /** As it is on the server; undefined when it is not there any more. */
  readonly theirs: Question | undefined;
}

export type SaveState = "saved" | "saving" | "offline";

export interface SaveHandlers {
  onChange(): void;
  /** Something to tell the reviewer. */
  onNotice(title: string, message: string): void;
  /** A change is dropped: the reviewer has given way, or, with an error, the server refuses it for good. */
  onDropped(pending: Pending, error?: Error): void;
}

/** After this long without another letter a text is saved. */
const TYPING_MS = 600;
const RETRY_MS = 3_000;

export class SaveQueue {
  #pending: Pending[] = [];
  #isSaving = false;
  #isOffline = false;
  #clash: Clash | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: QuestionsApi,
    private readonly known: KnownQuestions,
    private readonly handlers: SaveHandlers,
  ) {}

  get changes(): readonly Change[] {
    return this.#pending.map(({ change }) => change);
  }

  get state(): SaveState {
    return this.#pending.length === 0 ? "saved" : this.#isOffline ? "offline" : "saving";
  }

  get clash(): Clash | undefined {
    return this.#clash;
  }

  /** @returns what waits: an earlier one, when the change became part of it */
  add(change: Change, shown: ReadonlyMap<string, Question>, about?: string): Pending {
    const due = about === undefined ? 0 : Date.now() + TYPING_MS;
    const last = this.#pending.at(-1);
    const isWaiting = last !== undefined && !(this.#isSaving && this.#pending.length === 1);
    if (isWaiting && about !== undefined && last.about === about) {
      last.change = joined(last.change, change);
      last.due = due;
      this.#moved();
      return last;
    }
    // Whoever turns to something else has ended what he typed.
    for (const pending of this.#pending) pending.due = 0;
    const seen = new Map(touched(change).flatMap((id) => shown.has(id) ? [[id, shown.get(id)!]] : []));
    const pending = { change, seen, about, due };
    this.#pending.push(pending);
    this.#moved();
    return pending;
  }

  /** Saves what waits for more of the same, now. */
  flush(): void {
    for (const pending of this.#pending) pending.due = 0;
    void this.#next();
  }

  /** The reviewer has said whose version stays. */
  resolve(choice: "mine" | "theirs"): void {
    const { id, theirs } = this.#clash!;
    const pending = this.#pending[0]!;
    this.#clash = undefined;
    if (choice === "theirs") {
      const { edits = [], creates = [], removes = [] } = pending.change;
      const others = edits.filter((edit) => edit.id !== id);
      const isWhole = creates.length + removes.length > 0 || others.length === 0;
      if (isWhole) {
        this.#drop(pending);
        this.handlers.onDropped(pending);
      } else pending.change = { ...pending.change, edits: others };
    } else if (theirs) pending.seen.set(id, theirs);
    else this.#bringBack(pending, id);
    this.#moved();
  }

  async #next(): Promise<void> {
    clearTimeout(this.#timer);
    const pending = this.#pending[0];
    if (this.#isSaving || this.#clash || !pending) return;
    const wait = pending.due - Date.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => void this.#next(), wait);
      return;
    }
    this.#isSaving = true;
    try {
      if (this.#isOffline) await this.#dropWhatWasMade(pending);
      const versions = new Map([...pending.seen].map(([id, { version }]) => [id, version]));
      const saved = await this.api.save(pending.change, versions);
      this.#isOffline = false;
      this.#saved(pending, saved);
    } catch (error) {
      this.#failed(pending, error as Error);
    } finally {
      this.#isSaving = false;
    }
    this.#moved();
  }

  #saved(pending: Pending, saved: readonly Question[]): void {
    this.#drop(pending);
    for (const id of pending.change.removes ?? []) this.known.forget(id);
    const made = new Set(pending.change.creates?.map(({ id }) => id));
    for (const question of saved) {
      this.known.see(question);
      // What waits was done on top of this change, and not on top of what anybody else has changed since.
      for (const { seen } of this.#pending) {
        const before = seen.get(question.id);
        if (!before) continue;
        const version = made.has(question.id) ? question.version : Math.max(before.version, question.version);
        seen.set(question.id, { ...before, version });
      }
    }
  }

  #failed(pending: Pending, error: Error): void {
    if (error instanceof VersionConflict) return this.#overtaken(pending, error.theirs);
    if (error instanceof QuestionGone) return this.#gone(pending, error.id);
    this.#isOffline = isNetworkError(error);
    if (this.#isOffline) {
      pending.due = Date.now() + RETRY_MS;
      return;
    }
    this.#drop(pending);
    this.handlers.onDropped(pending, error);
  }

  #overtaken(pending: Pending, theirs: Question): void {
    const { edits = [], creates = [], removes = [] } = pending.change;
    const { id } = theirs;
    this.known.see(theirs);
    const mine = edits.find((edit) => edit.id === id)?.fields;
    // Who removes or merges a question does so to all of it.
    const verdict = mine ? judge(mine, pending.seen.get(id)!, theirs) : "ask";
    if (verdict === "ask") {
      this.#clash = { change: pending.change, id, theirs, mine: mine && { ...theirs, ...mine } };
    } else if (verdict === "both") {
      pending.seen.set(id, theirs);
      if (mine && !isOnlyBookkeeping(mine)) {
        this.handlers.onNotice("Somebody else is at work here", `${nameOf(theirs)}: both your changes are kept.`);
      }
    } else if (creates.length + removes.length > 0) this.#drop(pending);
    else {
      const others = edits.filter((edit) => edit.id !== id);
      if (others.length === 0) this.#drop(pending);
      else pending.change = { ...pending.change, edits: others };
    }
  }

  #gone(pending: Pending, id: string): void {
    this.known.forget(id);
    const { edits = [], creates = [], removes = [] } = pending.change;
    const mine = edits.find((edit) => edit.id === id)?.fields;
    if (mine && isOnlyBookkeeping(mine)) return this.#drop(pending);
    if (mine || edits.length + creates.length > 0) {
      const seen = pending.seen.get(id);
      this.#clash = { change: pending.change, id, theirs: undefined, mine: mine && seen && { ...seen, ...mine } };
      return;
    }
    pending.change = { ...pending.change, removes: removes.filter((removed) => removed !== id) };
    if (pending.change.removes!.length === 0) this.#drop(pending);
  }

  /** The question that somebody else has deleted comes back, with the change in it. */
  #bringBack(pending: Pending, id: string): void {
    const { edits = [], creates = [], removes = [] } = pending.change;
    const edit = edits.find((edit) => edit.id === id);
    const seen = pending.seen.get(id);
    pending.change = {
      ...pending.change,
      edits: edits.filter((edit) => edit.id !== id),
      creates: edit && seen ? [...creates, { ...seen, ...edit.fields }] : creates,
      removes: removes.filter((removed) => removed !== id),
    };
  }

  /** After an answer that got lost: what it would have told of may be there already. */
  async #dropWhatWasMade(pending: Pending): Promise<void> {
    const { edits = [], creates = [] } = pending.change;
    if (edits.length > 0) return;
    const there = await Promise.all(creates.map(({ id }) => this.api.get(id)));
    there.forEach((question) => question && this.known.see(question));
    pending.change = { ...pending.change, creates: creates.filter((_, index) => !there[index]) };
  }

  #drop(pending: Pending): void {
    this.#pending = this.#pending.filter((other) => other !== pending);
  }

  #moved(): void {
    this.handlers.onChange();
    void this.#next();
  }
}

/** A picture was made, or a place in the order given: nothing that anybody has to be told of. */
function isOnlyBookkeeping(fields: object): boolean {
  return Object.keys(fields).every((field) => field === "crop_path" || field === "position");
}
