import { useCallback, useEffect, useState } from "react";
import { type Correction, readCorrections } from "./corrections.ts";

export interface Corrections {
  /** Oldest first. */
  readonly all: readonly Correction[];
  /** False when the browser does not keep them: then they are gone with the page. */
  readonly areKept: boolean;
  add(correction: Correction): void;
  undo(): void;
  discard(): void;
}

/** A job's corrections, kept in this browser and the same in all of its tabs. */
export function useCorrections(jobId: string): Corrections {
  const key = `docmill.corrections.${jobId}`;
  const [all, setAll] = useState(() => readCorrections(load(key)));
  const [areKept, setKept] = useState(true);

  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === key) setAll(readCorrections(event.newValue));
    };
    addEventListener("storage", onStorage);
    return () => removeEventListener("storage", onStorage);
  }, [key]);

  const change = useCallback((next: readonly Correction[]) => {
    setAll([...next]);
    setKept(save(key, next));
  }, [key]);

  return {
    all,
    areKept,
    add: (correction) => change([...all, correction]),
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

function save(key: string, corrections: readonly Correction[]): boolean {
  try {
    if (corrections.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(corrections));
    return true;
  } catch {
    return false;
  }
}
