/**
 * A made-up table: its columns, headings and rows, and what a careful reader would take out of it.
 *
 * @module
 */
import { headingFor, isFigure, type Kind, rowLabels, type Scale, scaleFor, value } from "./content.ts";
import type { Random } from "./random.ts";

export type Align = "left" | "right" | "centre";

export interface Column {
  readonly kind: Kind;
  readonly heading: string;
  readonly align: Align;
  /** Text is wrapped to this many font sizes; undefined where it never is. */
  readonly wrap?: number;
  /** Stands at the column's left edge, with its values. */
  readonly prefix?: string;
}

/** A heading over several columns. */
export interface Group {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

export interface Row {
  readonly kind: "data" | "section" | "total";
  readonly cells: readonly string[];
  /** Steps to the right of the first cell. */
  readonly indent: number;
}

export interface Plan {
  readonly columns: readonly Column[];
  readonly groups: readonly Group[];
  readonly rows: readonly Row[];
}

export interface PlanWishes {
  readonly rows?: readonly [number, number];
  /** Columns beside the first. */
  readonly columns?: readonly [number, number];
  readonly kinds?: readonly Kind[];
  readonly first?: Kind;
  /** Headings over several columns: over all of them or some. */
  readonly groups?: "all" | "some";
  readonly sections?: boolean;
  readonly total?: boolean;
  /** Share of cells without anything. */
  readonly empty?: number;
  /** What stands where there is no figure. */
  readonly missing?: string;
  readonly align?: Align;
  readonly prefix?: string;
  /** In font sizes; columns of sentences are always wrapped. */
  readonly wrapLabels?: number;
}

const FIGURES: readonly Kind[] = ["integer", "decimal", "percent", "integer", "signed", "decimal"];

export function planTable(random: Random, wishes: PlanWishes = {}): Plan {
  const { columns: [least, most] = [2, 6], kinds = FIGURES, first = "label", align, prefix, wrapLabels } = wishes;
  const many = random.int(least, most);
  const one = random.pick(kinds);
  const alike = random.chance(0.4);
  const columns: (Column & { scale: Scale })[] = [
    column(first, random, { align: "left", ...wrapLabels === undefined ? {} : { wrap: wrapLabels } }),
  ];
  for (let i = 0; i < many; i++) {
    const kind = alike ? one : random.pick(kinds);
    const left = align ?? (isFigure(kind) ? "right" : random.chance(0.85) ? "left" : "centre");
    const wrap = kind === "sentence" ? random.int(12, 20) : kind === "phrase" && random.chance(0.4) ? 8 : undefined;
    columns.push(column(kind, random, {
      align: left,
      ...wrap === undefined ? {} : { wrap },
      ...prefix === undefined || kind !== "money" ? {} : { prefix },
    }));
  }
  distinctHeadings(columns);
  const [fewest, highest] = wishes.rows ?? [4, 14];
  const labels = rowLabels(random, random.int(fewest, highest));
  const rows: Row[] = [];
  labels.forEach((label, i) => {
    if (wishes.sections && i % 4 === 0) rows.push(sectionRow(random, columns.length));
    rows.push({ kind: "data", cells: cellsOf(label, columns, first, wishes, random), indent: wishes.sections ? 1 : 0 });
  });
  if (wishes.total ?? random.chance(0.3)) {
    rows.push({ kind: "total", cells: cellsOf("Total", columns, first, { ...wishes, empty: 0 }, random), indent: 0 });
  }
  return { columns, groups: wishes.groups ? groupsOver(many, wishes.groups, random) : [], rows };
}

function column(kind: Kind, random: Random, rest: Omit<Column, "kind" | "heading">): Column & { scale: Scale } {
  return { kind, heading: headingFor(kind, random), scale: scaleFor(kind, random), ...rest };
}

/** A column under the name of the one beside it would be a strange table. */
function distinctHeadings(columns: { heading: string }[]): void {
  const seen = new Map<string, number>();
  for (const each of columns) {
    const count = (seen.get(each.heading) ?? 0) + 1;
    seen.set(each.heading, count);
    if (count > 1) {
      each.heading = each.heading === "" ? `Type ${count}` : `${each.heading} ${"ABCDEFGH"[count - 2] ?? count}`;
    }
  }
}

function cellsOf(
  label: string,
  columns: readonly (Column & { scale: Scale })[],
  first: Kind,
  { empty = 0, missing = "" }: PlanWishes,
  random: Random,
): string[] {
  const rest = columns.slice(1).map(({ kind, scale }) => random.chance(empty) ? missing : value(kind, scale, random));
  if (rest.join("") === "") rest[0] = value(columns[1]!.kind, columns[1]!.scale, random);
  return [first === "label" ? label : value(first, columns[0]!.scale, random), ...rest];
}

function sectionRow(random: Random, columns: number): Row {
  const title = random.pick([
    "Agriculture",
    "Industry",
    "Services",
    "Northern part",
    "Islands",
    "Current account",
    "Others",
  ]);
  return { kind: "section", cells: [title, ...Array<string>(columns - 1).fill("")], indent: 0 };
}

function groupsOver(columns: number, which: "all" | "some", random: Random): Group[] {
  const titles = random.some([
    "Men",
    "Women",
    "Production",
    "Consumption",
    "First half",
    "Second half",
    "At constant prices",
  ], 7);
  const groups: Group[] = [];
  for (let from = 1; from < columns;) {
    const left = columns - from + 1, width = left <= 3 ? left : random.int(2, left === 4 ? 2 : 3);
    groups.push({ title: titles[groups.length % titles.length]!, from, to: from + width - 1 });
    from += width + (which === "some" && random.chance(0.3) ? 1 : 0);
  }
  return groups;
}

/** @param merged whether a heading beside groups is one cell with the row above it, as where rules show it */
export function goldOf({ columns, groups, rows }: Plan, merged: boolean): string[][] {
  const heading = columns.map((column) => column.heading);
  const head: string[][] = [];
  if (groups.length > 0) {
    const upper = columns.map((_, i) => groups.find((group) => group.from === i)?.title ?? "");
    columns.forEach((column, i) => {
      if (!merged || groups.some((group) => group.from <= i && group.to >= i)) return;
      upper[i] = column.heading;
      heading[i] = "";
    });
    head.push(upper);
  }
  const body = rows.map((row) =>
    row.cells.map((text, i) => text && columns[i]!.prefix ? columns[i]!.prefix + text : text)
  );
  return [...head, heading, ...body];
}
