/** What was, what is and, after undoing, what would be again. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What the last change belongs to: changes of one drag are undone at once. */
  readonly mark: string | undefined;
}

const MAX_STEPS = 300;

export function begin<State>(present: State): History<State> {
  return { past: [], present, future: [], mark: undefined };
}

/** @param mark changes in a row with the same mark are one */
export function advance<State>(history: History<State>, next: State, mark?: string): History<State> {
  if (next === history.present) return history;
  const goesOn = mark !== undefined && mark === history.mark;
  return {
    past: goesOn ? history.past : [...history.past, history.present].slice(-MAX_STEPS),
    present: next,
    future: [],
    mark,
  };
}

export function undo<State>({ past, present, future }: History<State>): History<State> {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future, mark: undefined };
  return { past: past.slice(0, -1), present: before, future: [present, ...future], mark: undefined };
}

export function redo<State>({ past, present, future }: History<State>): History<State> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, present, future, mark: undefined };
  return { past: [...past, present], present: next, future: rest, mark: undefined };
}
