/**
 * What a reviewer can do by keyboard: one list, for the keys themselves and for the sheet that explains them.
 *
 * @module
 */
export interface Command {
  readonly id: string;
  /** `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys: readonly string[];
  readonly says: string;
}

export const COMMANDS = {
  "Questions": [
    { id: "next", keys: ["J", "ArrowDown"], says: "Next question" },
    { id: "previous", keys: ["K", "ArrowUp"], says: "Previous question" },
    { id: "nextDraft", keys: ["U"], says: "Next one to review" },
    { id: "choose", keys: ["X"], says: "Choose, for merging and exporting" },
    { id: "chooseNext", keys: ["Shift+J", "Shift+ArrowDown"], says: "Choose the next one as well" },
    { id: "approve", keys: ["A"], says: "Approve and go on, or take that back" },
    { id: "approveAll", keys: ["Shift+A"], says: "Approve all" },
  ],
  "Changing": [
    { id: "edit", keys: ["E", "Enter"], says: "Edit the text; Escape leaves it" },
    { id: "split", keys: ["S"], says: "Split; in the text Mod+Enter splits at the cursor" },
    { id: "merge", keys: ["M"], says: "Merge with the next one, or the chosen ones" },
    { id: "renumber", keys: ["R"], says: "Renumber" },
    { id: "moveUp", keys: ["Alt+ArrowUp"], says: "Move up in the order" },
    { id: "moveDown", keys: ["Alt+ArrowDown"], says: "Move down in the order" },
    { id: "remove", keys: ["Delete", "Backspace"], says: "Delete the question, or the box that has the focus" },
    { id: "undo", keys: ["Mod+Z"], says: "Undo" },
    { id: "redo", keys: ["Mod+Shift+Z", "Mod+Y"], says: "Redo" },
  ],
  "Boxes": [
    { id: "box", keys: ["B"], says: "To the box, then to the question's next one" },
    { id: "addBox", keys: ["Shift+B"], says: "Another box for the question" },
    { id: "create", keys: ["N"], says: "New question with a box" },
    { id: "draw", keys: ["D"], says: "Draw a new question with the pointer" },
    { id: "cancel", keys: ["Escape"], says: "Do not draw, choose none" },
  ],
  "Pages": [
    { id: "nextPage", keys: ["]"], says: "Next page" },
    { id: "previousPage", keys: ["["], says: "Previous page" },
    { id: "zoomIn", keys: ["+", "="], says: "Zoom in" },
    { id: "zoomOut", keys: ["-"], says: "Zoom out" },
    { id: "fit", keys: ["0"], says: "Fit the width" },
    { id: "help", keys: ["?"], says: "This sheet" },
  ],
} as const satisfies Record<string, readonly Command[]>;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS][number]["id"];

export interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const BY_KEY = new Map(
  Object.values(COMMANDS).flatMap((group: readonly Command[]) =>
    group.flatMap(({ id, keys }) => keys.map((key) => [key.toLowerCase(), id as CommandId] as const))
  ),
);

/** What a press asks for. Without `hasSingleKeys` only those with Ctrl, ⌘ or Alt count. */
export function commandOf(press: Press, hasSingleKeys: boolean): CommandId | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = press;
  const isLetter = /^[a-z]$/i.test(key);
  // The key of a sign says already whether Shift was held.
  const isShift = shiftKey && (isLetter || key.length > 1);
  const name = [ctrlKey || metaKey ? "mod" : "", altKey ? "alt" : "", isShift ? "shift" : "", key.toLowerCase()]
    .filter(Boolean).join("+");
  const isSingle = key.length === 1 && !ctrlKey && !metaKey && !altKey;
  return isSingle && !hasSingleKeys ? undefined : BY_KEY.get(name);
}
