import type { ReviewAction } from "./review.ts";

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** What a key does that concerns no single box; `all` and `duplicate` need to know the page. */
export function actionOf({ key, shiftKey, ctrlKey, metaKey }: Key): ReviewAction | "all" | "duplicate" | undefined {
  if (key === "Escape") return { do: "choose", ids: [] };
  if (!ctrlKey && !metaKey) return undefined;
  switch (key.toLowerCase()) {
    case "z":
      return { do: shiftKey ? "redo" : "undo" };
    case "y":
      return { do: "redo" };
    case "g":
      return { do: shiftKey ? "ungroup" : "group" };
    case "a":
      return "all";
    case "d":
      return "duplicate";
    default:
      return undefined;
  }
}
