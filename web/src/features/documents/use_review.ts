import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useBackend } from "../../api/backend.ts";
import type { Change } from "./review.ts";
import { ReviewStore, type SaveState } from "./review_store.ts";
import { ReviewsApi } from "./reviews_api.ts";

export interface Changes {
  /** Oldest first. */
  readonly all: readonly Change[];
  readonly state: SaveState;
  /** Why they are not kept. */
  readonly error: Error | undefined;
  add(change: Change): void;
  undo(): void;
  discard(): void;
}

/** A job's review, kept on the server. */
export function useReview(jobId: string): Changes {
  const { session, live } = useBackend();
  const store = useMemo(() => new ReviewStore(new ReviewsApi(session.supabase, jobId)), [session, jobId]);
  const { changes, state, error } = useSyncExternalStore(store.subscribe, store.shown);

  useEffect(() => live.subscribe(() => live.state() === "live" && void store.settle()), [live, store]);
  useEffect(() => {
    const onVisible = () => document.visibilityState === "visible" && void store.refresh();
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [store]);
  useEffect(() => {
    if (state !== "saving" && state !== "offline") return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", onLeave);
    return () => removeEventListener("beforeunload", onLeave);
  }, [state]);

  return {
    all: changes,
    state,
    error,
    add: (change) => store.act({ add: change }),
    undo: () => store.act("undo"),
    discard: () => store.act("discard"),
  };
}
