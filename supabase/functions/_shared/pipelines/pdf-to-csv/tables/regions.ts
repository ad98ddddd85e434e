/**
 * Where tables without a frame are: runs of lines that fall into several columns.
 *
 * @module
 */
import { chunksOf, type Line } from "./lines.ts";

/** Gap between two columns, in font sizes, that is never a word space. */
const COLUMN_GAP = 1.2;
/** Lines further apart than this, in font sizes, belong to different tables. */
const LINE_GAP = 2.6;

export function regionsOf(lines: readonly Line[]): Line[][] {
  const regions: Line[][] = [];
  let run: Line[] = [];
  const flush = () => {
    while (run.length > 0 && chunksOf(run.at(-1)!, COLUMN_GAP).length < 2) run.pop();
    if (run.filter((line) => chunksOf(line, COLUMN_GAP).length >= 2).length >= 3) regions.push(run);
    run = [];
  };
  for (const line of lines) {
    const last = run.at(-1);
    const tabular = chunksOf(line, COLUMN_GAP).length >= 2;
    if (last && last.base - line.base > LINE_GAP * Math.max(last.size, line.size)) flush();
    if (tabular) run.push(line);
    else if (run.length > 0) {
      if (chunksOf(run.at(-1)!, COLUMN_GAP).length < 2) flush();
      else if (line.words.length <= 8) run.push(line);
      else flush();
    }
  }
  flush();
  return regions;
}
