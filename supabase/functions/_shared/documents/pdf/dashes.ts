/**
 * Which paths are stroked with a dash pattern (ISO 32000-1, 8.4.3.6).
 *
 * @module
 */
import type { OperatorList } from "./content.ts";
import type { Pdfjs } from "./pdfjs.ts";

/** The data of the paths that are constructed while a dash pattern is set. */
export function dashedPaths(list: OperatorList, ops: Pdfjs["OPS"]): ReadonlySet<unknown> {
  const dashed = new Set<unknown>();
  const stack: boolean[] = [];
  let dash = false;
  for (let i = 0; i < list.fnArray.length; i++) {
    const args = list.argsArray[i];
    switch (list.fnArray[i]) {
      case ops.save:
      case ops.paintFormXObjectBegin:
        stack.push(dash);
        break;
      case ops.restore:
      case ops.paintFormXObjectEnd:
        dash = stack.pop() ?? dash;
        break;
      case ops.setDash:
        dash = isDash(args[0]);
        break;
      case ops.setGState:
        for (const [key, value] of args[0] as [string, unknown][]) {
          if (key === "D" && Array.isArray(value)) dash = isDash(value[0]);
        }
        break;
      case ops.constructPath:
        if (dash) dashed.add(args[1]?.[0]);
        break;
    }
  }
  return dashed;
}

function isDash(pattern: unknown): boolean {
  return Array.isArray(pattern) && pattern.some((length) => Number(length) > 0);
}
