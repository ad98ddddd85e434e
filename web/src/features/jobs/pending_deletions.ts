import { createContext, useContext, useSyncExternalStore } from "react";
import type { Backend } from "../../api/backend.ts";

/**
 * Deletions that the user may still undo: the job is hidden at once, and deleted when its notice is gone or the page is
 * closed.
 */
export class PendingDeletions {
  #ids: ReadonlySet<string> = new Set();
  readonly #listeners = new Set<() => void>();

  constructor(private readonly backend: Backend) {
    addEventListener("pagehide", () => this.#ids.forEach((id) => void this.confirm(id)));
  }

  readonly ids = (): ReadonlySet<string> => this.#ids;

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(id: string): void {
    this.#set([...this.#ids, id]);
  }

  undo(id: string): void {
    this.#set([...this.#ids].filter((other) => other !== id));
  }

  /** Deletes the job, unless that was undone. When the server refuses, the job is shown again. */
  async confirm(id: string): Promise<void> {
    if (!this.#ids.has(id)) return;
    try {
      await this.backend.jobs.remove(id);
      this.backend.known.forget(id);
    } finally {
      this.undo(id);
    }
  }

  #set(ids: readonly string[]): void {
    this.#ids = new Set(ids);
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
export function useHiddenJobs(): ReadonlySet<string> {
  const deletions = usePendingDeletions();
  return useSyncExternalStore(deletions.subscribe, deletions.ids);
}
