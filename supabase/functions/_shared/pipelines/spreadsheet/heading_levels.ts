/**
 * Headings of several rows, of which the upper ones name groups of columns. In a workbook such cells are merged; what is
 * seen of that while rows stream by, and in a text file, is a name followed by empty cells that have names below them.
 *
 * @module
 */
const MOST_LEVELS = 4;

const at = (row: readonly string[] | undefined, column: number): string => row?.[column]?.trim() ?? "";

/** The rows of a heading: `top` to `bottom`, both included, and what the columns are called. */
export interface Levels {
  readonly top: number;
  readonly bottom: number;
  readonly names: string[];
}

export interface CellKinds {
  /** Whether a cell may name a column: it is no number and no date. */
  isName(cell: string): boolean;
  /** Whether a cell is a number, a date or a truth. */
  isTyped(cell: string): boolean;
}

/**
 * @param header the record that looks like the heading's only row
 */
export function levelsOf(
  records: readonly string[][],
  header: number,
  { isName, isTyped }: CellKinds,
): Levels | undefined {
  for (let bottom = Math.min(records.length - 2, header + MOST_LEVELS - 1); bottom >= header; bottom--) {
    let top = bottom, names = records[bottom]!.map((cell) => cell.trim());
    if (!standsOverValues(records, bottom, { isName, isTyped })) continue;
    while (top > 0 && bottom - top + 1 < MOST_LEVELS && namesGroups(records[top - 1]!, names)) {
      names = joined(records[--top]!, names);
    }
    if (top < bottom && top <= header) return { top, bottom, names };
  }
  return undefined;
}

/** Words over columns of values. */
function standsOverValues(records: readonly string[][], row: number, { isName, isTyped }: CellKinds): boolean {
  const body = records.slice(row + 1, row + 101);
  return records[row]!.every((cell) => cell.trim() === "" || isName(cell)) &&
    records[row]!.some((cell, column) => {
      const values = body.map((each) => at(each, column)).filter((value) => value !== "");
      return cell.trim() !== "" && values.length > 0 && values.filter(isTyped).length > 0.7 * values.length;
    });
}

interface Group {
  readonly start: number;
  /** Not included. */
  end: number;
}

/** A name above, and the names below it and below the empty cells to its right. */
function groupsOf(upper: readonly string[], lower: readonly string[]): Group[] {
  const groups: Group[] = [];
  for (let column = 0; column < Math.max(upper.length, lower.length); column++) {
    const last = groups.at(-1);
    if (at(lower, column) === "") continue;
    if (at(upper, column) !== "") groups.push({ start: column, end: column + 1 });
    else if (last?.end === column) last.end++;
  }
  // What follows the names that the first group has, such as a total, is no part of the last group.
  const first = groups[0], last = groups.at(-1);
  if (first && last && first !== last && last.end - last.start > first.end - first.start) {
    const size = first.end - first.start;
    const isAgain = Array.from({ length: size }, (_, i) => at(lower, first.start + i) === at(lower, last.start + i));
    if (size > 1 && isAgain.every(Boolean)) last.end = last.start + size;
  }
  return groups;
}

/**
 * Whether `upper` names groups of the columns that `lower` names: beside a group there is another, or a name that stands for
 * both rows. A title names no groups.
 */
function namesGroups(upper: readonly string[], lower: readonly string[]): boolean {
  const groups = groupsOf(upper, lower).filter(({ start, end }) => end - start > 1).length;
  const alone = upper.some((cell, column) => cell.trim() !== "" && at(lower, column) === "");
  return groups > 1 || groups === 1 && alone;
}

function joined(upper: readonly string[], lower: readonly string[]): string[] {
  const groups = groupsOf(upper, lower);
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const group = groups.find(({ start, end }) => column >= start && column < end);
    const above = at(upper, group?.start ?? column);
    return [above, at(lower, column)].filter((part) => part !== "").join(" ");
  });
}
