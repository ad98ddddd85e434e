import { useCallback, useEffect, useState } from "react";
import { type Change, readChanges } from "./review.ts";

export interface Changes {
  /** Oldest first. */
  readonly all: readonly Change[];
  /** False when the browser does not keep them: then they are gone with the page. */
  readonly areKept: boolean;
  add(change: Change): void;
  undo(): void;
  discard(): void;
}

/** A job's changes, kept in this browser and the same in all of its tabs. */
export function useReview(jobId: string): Changes {
  const key = `docmill.review.${jobId}`;
  const [all, setAll] = useState(() => readChanges(load(key)));
  const [areKept, setKept] = useState(true);

  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === key) setAll(readChanges(event.newValue));
    };
    addEventListener("storage", onStorage);
    return () => removeEventListener("storage", onStorage);
  }, [key]);

  const change = useCallback((next: readonly Change[]) => {
    setAll([...next]);
    setKept(save(key, next));
  }, [key]);

  return {
    all,
    areKept,
    add: (each) => change([...all, each]),
    undo: () => change(all.slice(0, -1)),
    discard: () => change([]),
  };
}

function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function save(key: string, changes: readonly Change[]): boolean {
  try {
    if (changes.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(changes));
    return true;
  } catch {
    return false;
  }
}
