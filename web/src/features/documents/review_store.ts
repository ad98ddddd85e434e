/**
 * A review that is shown at once and saved behind that. What cannot be saved waits; what somebody else saved meanwhile
 * comes first, and what is done here is done to that.
 *
 * @module
 */
import { isNetworkError } from "../../api/problem.ts";
import type { Change } from "./review.ts";
import { type ReviewsApi, type SavedReview, VersionConflict } from "./reviews_api.ts";

/** `loading` until it is known what was saved; `refused` for good, with why. */
export type SaveState = "loading" | "saved" | "saving" | "offline" | "refused";

type Act = { readonly add: Change } | "undo" | "discard";

export interface ReviewState {
  /** Oldest first. */
  readonly changes: readonly Change[];
  readonly state: SaveState;
  readonly error: Error | undefined;
}

export class ReviewStore {
  #saved: SavedReview | undefined;
  #acts: readonly Act[] = [];
  #isBusy = false;
  #shown: ReviewState = { changes: [], state: "loading", error: undefined };
  readonly #listeners = new Set<() => void>();

  constructor(private readonly api: Pick<ReviewsApi, "load" | "save">) {
    void this.settle();
  }

  readonly shown = (): ReviewState => this.#shown;

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  act(act: Act): void {
    this.#acts = [...this.#acts, act];
    this.#show("saving");
    void this.settle();
  }

  /** Reads what is saved if need be, and saves what is not; also when the connection is back. */
  async settle(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      this.#saved ??= await this.api.load();
      while (this.#acts.length > 0) await this.#save(this.#saved, this.#acts);
      this.#show("saved");
    } catch (error) {
      const isOffline = isNetworkError(error);
      this.#show(isOffline ? "offline" : "refused", isOffline ? undefined : error as Error);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Looks whether another page has saved something. */
  async refresh(): Promise<void> {
    if (this.#isBusy || this.#acts.length > 0) return;
    this.#saved = undefined;
    await this.settle();
  }

  async #save(base: SavedReview, acts: readonly Act[]): Promise<void> {
    const changes = acts.reduce(after, base.changes);
    try {
      const version = await this.api.save(changes, base.version);
      this.#saved = { changes, version };
      this.#acts = this.#acts.slice(acts.length);
      this.#show("saving");
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      this.#saved = await this.api.load();
      this.#show("saving");
    }
  }

  #show(state: SaveState, error?: Error): void {
    const changes = this.#acts.reduce(after, this.#saved?.changes ?? this.#shown.changes);
    this.#shown = { changes, state, error };
    for (const listener of this.#listeners) listener();
  }
}

function after(changes: readonly Change[], act: Act): readonly Change[] {
  if (act === "undo") return changes.slice(0, -1);
  return act === "discard" ? [] : [...changes, act.add];
}
