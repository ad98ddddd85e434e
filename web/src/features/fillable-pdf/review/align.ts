import type { Rectangle } from "../../../ui/pdf/rectangle.ts";
import { bounds } from "./geometry.ts";

/** How several rectangles are brought in line: by an edge, a middle, a side's length, or equal gaps. */
export const ALIGNMENTS = {
  left: "Align left edges",
  center: "Align centres",
  right: "Align right edges",
  top: "Align upper edges",
  middle: "Align middles",
  bottom: "Align lower edges",
  width: "Same width",
  height: "Same height",
  across: "Equal gaps across",
  down: "Equal gaps down",
} as const;
export type Alignment = keyof typeof ALIGNMENTS;

/** The first one gives its width or height to all; edges are those of all together. */
export function aligned(rectangles: readonly Rectangle[], how: Alignment): Rectangle[] {
  const all = bounds(rectangles), first = rectangles[0];
  if (!first) return [];
  if (how === "across" || how === "down") return spread(rectangles, how);
  return rectangles.map((each) => {
    switch (how) {
      case "left":
        return { ...each, x: all.x };
      case "center":
        return { ...each, x: all.x + (all.width - each.width) / 2 };
      case "right":
        return { ...each, x: all.x + all.width - each.width };
      case "top":
        return { ...each, y: all.y };
      case "middle":
        return { ...each, y: all.y + (all.height - each.height) / 2 };
      case "bottom":
        return { ...each, y: all.y + all.height - each.height };
      case "width":
        return { ...each, width: first.width };
      case "height":
        return { ...each, height: first.height };
    }
  });
}

/** The outermost two stay, the others share the room between them. */
function spread(rectangles: readonly Rectangle[], how: "across" | "down"): Rectangle[] {
  const [at, side] = how === "across" ? ["x", "width"] as const : ["y", "height"] as const;
  const all = bounds(rectangles);
  const order = rectangles.map((_, index) => index).sort((a, b) => rectangles[a]![at] - rectangles[b]![at]);
  const used = rectangles.reduce((sum, each) => sum + each[side], 0);
  const gap = rectangles.length < 2 ? 0 : (all[side] - used) / (rectangles.length - 1);
  const result = [...rectangles];
  let next = all[at];
  for (const index of order) {
    result[index] = { ...rectangles[index]!, [at]: next };
    next += rectangles[index]![side] + gap;
  }
  return result;
}
