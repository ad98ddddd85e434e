import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { type CommandId, commandOf } from "./commands.ts";

/** Whether single keys act. Whoever dictates to his computer switches them off. */
export function useSingleKeys() {
  return useLocalStorage({ key: "docmill.review.single-keys", defaultValue: true });
}

/** Hears the keys of the page, but for those that are typed into something or that a dialog has. */
export function useKeys(run: (command: CommandId) => void, isOff: boolean): void {
  const [hasSingleKeys] = useSingleKeys();
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (isOff) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.defaultPrevented ||
        target.closest("input:not([type=checkbox]), textarea, select, [role=dialog], [role=menu]")
      ) return;
      const command = commandOf(event, hasSingleKeys);
      if (!command || isOfTarget(event, target)) return;
      event.preventDefault();
      latest.current(command);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [isOff, hasSingleKeys]);
}

/** Enter on a button presses it, arrows scroll the pages. */
function isOfTarget({ key, altKey, shiftKey }: KeyboardEvent, target: HTMLElement): boolean {
  if (key === "Enter") return target.closest("button, a") !== null && target.closest("[data-question]") === null;
  return key.startsWith("Arrow") && !altKey && !shiftKey && target.closest("[data-pages]") !== null;
}
