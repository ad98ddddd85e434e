/** A state with its past and its future. */
export interface Timeline<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What the last change was about: another one about the same thing is part of it. */
  readonly about: string | undefined;
}

export type Action<State> =
  | { readonly type: "change"; readonly next: State | ((state: State) => State); readonly about: string | undefined }
  | { readonly type: "undo" | "redo" }
  | { readonly type: "reset"; readonly state: State };

/** Steps that can be taken back; older ones are forgotten. */
const MAX_STEPS = 200;

export function timelineOf<State>(present: State): Timeline<State> {
  return { past: [], present, future: [], about: undefined };
}

export function timelineAfter<State>(timeline: Timeline<State>, action: Action<State>): Timeline<State> {
  const { past, present, future, about } = timeline;
  switch (action.type) {
    case "change": {
      const next = action.next instanceof Function ? action.next(present) : action.next;
      if (Object.is(next, present)) return timeline;
      const isMore = action.about !== undefined && action.about === about;
      return {
        past: isMore ? past : [...past, present].slice(-MAX_STEPS),
        present: next,
        future: [],
        about: action.about,
      };
    }
    case "undo":
      if (past.length === 0) return timeline;
      return { past: past.slice(0, -1), present: past.at(-1)!, future: [present, ...future], about: undefined };
    case "redo":
      if (future.length === 0) return timeline;
      return { past: [...past, present], present: future[0]!, future: future.slice(1), about: undefined };
    case "reset":
      return timelineOf(action.state);
  }
}
