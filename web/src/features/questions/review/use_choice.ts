import { useCallback, useMemo, useState } from "react";
import type { Question } from "../question.ts";

/** What shall have the keyboard as soon as it is there. */
export type Focus = "row" | "text" | "number" | "box";

export interface Choice {
  /** The question that is looked at. */
  readonly active: Question | undefined;
  /** Its box that is looked at, from 0. */
  readonly box: number;
  /** Chosen together, for merging and exporting; in order. */
  readonly chosen: readonly Question[];
  readonly focus: Focus | undefined;
  /** @param focus where the keyboard goes; where it is when there is none */
  readonly activate: (id: string | undefined, focus?: Focus, box?: number) => void;
  readonly focused: () => void;
  readonly toggle: (id: string, isChosen?: boolean) => void;
  readonly chooseAll: (ids: readonly string[]) => void;
}

/** Which questions the reviewer means. */
export function useChoice(questions: readonly Question[]): Choice {
  const [at, setAt] = useState<{ id: string | undefined; box: number; focus: Focus | undefined }>({
    id: undefined,
    box: 0,
    focus: undefined,
  });
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => questions.filter(({ id }) => ids.has(id)), [questions, ids]);
  const active = questions.find(({ id }) => id === at.id);

  const activate: Choice["activate"] = useCallback((id, focus, box = 0) => setAt({ id, focus, box }), []);
  const focused = useCallback(() => setAt((at) => at.focus ? { ...at, focus: undefined } : at), []);
  const toggle: Choice["toggle"] = useCallback((id, isChosen) =>
    setIds((ids) => {
      const next = new Set(ids);
      if (isChosen ?? !ids.has(id)) next.add(id);
      else next.delete(id);
      return next;
    }), []);
  const chooseAll: Choice["chooseAll"] = useCallback((ids) => setIds(new Set(ids)), []);
  const box = Math.min(at.box, Math.max(0, (active?.boxes.length ?? 0) - 1));
  return { active, box, chosen, focus: at.focus, activate, focused, toggle, chooseAll };
}
