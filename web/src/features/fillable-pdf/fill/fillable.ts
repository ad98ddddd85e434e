import { csvLine } from "../../../../../supabase/functions/_shared/documents/csv/write.ts";
import type { FieldType, PageFields } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/field.ts";
import { slug } from "../../../../../supabase/functions/_shared/pipelines/fillable-pdf/naming.ts";

/** What a column of data can go into: a field, or a group of radio buttons. */
export interface Fillable {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  /** What a group of radio buttons takes. */
  readonly choices: readonly string[];
  /** Of character cells. */
  readonly length: number | undefined;
}

/** Column by field name. */
export type Mapping = ReadonlyMap<string, string>;

export type Row = Readonly<Record<string, string>>;

/** In tab order. */
export function fillablesOf(pages: readonly PageFields[]): Fillable[] {
  const byName = Map.groupBy(pages.flatMap(({ fields }) => fields), ({ name }) => name);
  return [...byName].map(([name, fields]) => ({
    name,
    type: fields[0]!.type,
    label: fields.length > 1 ? questionOf(fields[0]!.tooltip) : fields[0]!.tooltip,
    choices: fields.flatMap((field) => field.export ?? []),
    length: fields[0]!.comb,
  }));
}

/** Of a radio button's label what it shares with the others of its group: "Sex" of "Sex: Male". */
function questionOf(tooltip: string): string {
  const end = tooltip.lastIndexOf(": ");
  return end === -1 ? tooltip : tooltip.slice(0, end);
}

/** Columns in the order in which they first appear. */
export function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** Pairs each field with the column that is called like it, or like its label. No column is taken twice. */
export function guessMapping(fillables: readonly Fillable[], columns: readonly string[]): Mapping {
  const mapping = new Map<string, string>();
  const free = new Set(columns);
  const ways: ((field: Fillable, column: string) => boolean)[] = [
    (field, column) => column === field.name,
    (field, column) => slug(column) === slug(field.name),
    (field, column) => slug(column) === slug(field.label),
  ];
  for (const fits of ways) {
    for (const field of fillables) {
      if (mapping.has(field.name)) continue;
      const column = [...free].find((each) => slug(each) !== "" && fits(field, each));
      if (column === undefined) continue;
      mapping.set(field.name, column);
      free.delete(column);
    }
  }
  return mapping;
}

/**
 * The rows with the fields' names for columns, without what goes nowhere.
 *
 * @param keepOthers where the form has kept fields of its own, columns may be called like one of them
 */
export function mappedRows(rows: readonly Row[], mapping: Mapping, keepOthers = false): Row[] {
  const used = new Set(mapping.values());
  return rows.map((row) => ({
    ...(keepOthers && Object.fromEntries(Object.entries(row).filter(([column]) => !used.has(column)))),
    ...Object.fromEntries([...mapping].flatMap(([field, column]) => row[column] ? [[field, row[column]]] : [])),
  }));
}

/** What a field could not take of its column, in a sentence. */
export function complaintAbout(field: Fillable, column: string, rows: readonly Row[]): string | undefined {
  const values = rows.map((row) => row[column] ?? "").filter((value) => value !== "");
  if (field.type === "radio") {
    const wrong = values.find((value) => !field.choices.some((choice) => choice === value || choice === slug(value)));
    if (wrong !== undefined) return `"${wrong}" is no choice: ${field.choices.join(", ")}.`;
  }
  if (field.length !== undefined) {
    const long = values.find((value) => value.length > field.length!);
    if (long !== undefined) return `"${long}" is longer than ${field.length} characters and will be cut.`;
  }
  if (field.type === "signature") return "Nobody can sign by data.";
  return undefined;
}

/** A spreadsheet's first line for this form, to be filled in. A name that looks like a formula is only text there. */
export function templateOf(fillables: readonly Fillable[]): string {
  return csvLine(fillables.filter(({ type }) => type !== "signature").map(({ name }) => name));
}
