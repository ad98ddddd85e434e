import { useCallback, useReducer } from "react";
import { timelineAfter, timelineOf } from "./undo.ts";

export interface Undo<State> {
  readonly state: State;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /**
   * Changes the state.
   *
   * @param about changes in a row about the same thing are undone together: presses of an arrow key on one box, letters
   *   typed into one field
   */
  readonly change: (next: State | ((state: State) => State), about?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Another state, without a past: another document was opened. */
  readonly reset: (state: State) => void;
}

/** A state whose changes can be undone and redone. */
export function useUndo<State>(first: State | (() => State)): Undo<State> {
  const [timeline, act] = useReducer(
    timelineAfter<State>,
    undefined,
    () => timelineOf(first instanceof Function ? first() : first),
  );
  const change: Undo<State>["change"] = useCallback((next, about) => act({ type: "change", next, about }), []);
  const undo = useCallback(() => act({ type: "undo" }), []);
  const redo = useCallback(() => act({ type: "redo" }), []);
  const reset = useCallback((state: State) => act({ type: "reset", state }), []);
  return {
    state: timeline.present,
    canUndo: timeline.past.length > 0,
    canRedo: timeline.future.length > 0,
    change,
    undo,
    redo,
    reset,
  };
}
