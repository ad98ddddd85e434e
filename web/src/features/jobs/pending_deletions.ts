import { createContext, useContext, useSyncExternalStore } from "react";
import type { Backend } from "../../api/backend.ts";

/** How long a deletion can be undone. */
export const UNDO_MS = 8_000;

/**
 * Deletions that the user may still undo: the job is hidden at once and deleted when the time is over, or when the page
 * is closed.
 */
export class PendingDeletions {
  #timers: ReadonlyMap<string, ReturnType<typeof setTimeout>> = new Map();
  readonly #listeners = new Set<() => void>();

  constructor(private readonly backend: Backend) {
    addEventListener("pagehide", () => [...this.#timers.keys()].forEach((id) => void this.confirm(id)));
  }

  readonly ids = (): ReadonlyMap<string, unknown> => this.#timers;

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `onFail` is called when the server refuses; the job is shown again. */
  add(id: string, onFail: (error: unknown) => void): void {
    const timer = setTimeout(() => this.confirm(id).catch(onFail), UNDO_MS);
    this.#set(new Map(this.#timers).set(id, timer));
  }

  undo(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#without(id);
  }

  /** Deletes now. */
  async confirm(id: string): Promise<void> {
    if (!this.#timers.has(id)) return;
    clearTimeout(this.#timers.get(id));
    try {
      await this.backend.jobs.remove(id);
      this.backend.known.forget(id);
    } finally {
      this.#without(id);
    }
  }

  #without(id: string): void {
    this.#set(new Map([...this.#timers].filter(([other]) => other !== id)));
  }

  #set(timers: ReadonlyMap<string, ReturnType<typeof setTimeout>>): void {
    this.#timers = timers;
    for (const listener of this.#listeners) listener();
  }
}

export const PendingDeletionsContext = createContext<PendingDeletions | undefined>(undefined);

export function usePendingDeletions(): PendingDeletions {
  const deletions = useContext(PendingDeletionsContext);
  if (!deletions) throw new Error("usePendingDeletions() is used outside of <PendingDeletionsContext>.");
  return deletions;
}

/** The ids of jobs to hide. */
export function useHiddenJobs(): ReadonlyMap<string, unknown> {
  const deletions = usePendingDeletions();
  return useSyncExternalStore(deletions.subscribe, deletions.ids);
}
