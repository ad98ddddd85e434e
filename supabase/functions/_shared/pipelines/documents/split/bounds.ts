/**
 * Which documents a file holds: one, unless it is to be split.
 *
 * @module
 */
import type { Bounds, Opened } from "../cursor.ts";
import type { TextPage } from "../text/page.ts";

export function boundsOf(_pages: readonly TextPage[], { read }: Opened, _split: boolean): Bounds {
  return [[1, read]];
}
