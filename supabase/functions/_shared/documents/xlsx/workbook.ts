/**
 * What a workbook says of itself: its sheets, its date system, which styles show dates.
 *
 * @module
 */
import type { RangeFile } from "../csv/reader.ts";
import { isDateFormat } from "./date_formats.ts";
import { attribute, refuseDoctype, tagsOf } from "./xml.ts";
import { corrupt, readSmallEntry, type ZipEntry } from "../zip/zip.ts";

export interface WorkbookSheet {
  readonly name: string;
  readonly state: "visible" | "hidden";
  readonly entry: ZipEntry;
}

export type Workbook = {
  sheets: WorkbookSheet[];
  strings: ZipEntry | null;
  /** By style index: whether a number of that style is a date, a time, or neither. */
  dateStyles: boolean[];
  is1904: boolean;
};

const SMALL = 8 * 1024 * 1024;
const MOST_SHEETS = 100;

/** @param entries the directory of the file */
export async function readWorkbook(file: RangeFile, entries: ReadonlyMap<string, ZipEntry>): Promise<Workbook> {
  const text = async (name: string): Promise<string | undefined> => {
    const entry = entries.get(name);
    if (!entry) return undefined;
    const xml = await readSmallEntry(file, entry, SMALL);
    refuseDoctype(xml, file.name);
    return xml;
  };
  const workbook = await text("xl/workbook.xml");
  const relations = await text("xl/_rels/workbook.xml.rels");
  if (workbook === undefined || relations === undefined) throw corrupt(file);
  const targets = new Map(
    tagsOf(relations, "Relationship").map((tag) => [
      attribute(tag, "Id") ?? "",
      { type: attribute(tag, "Type") ?? "", target: entryName(attribute(tag, "Target") ?? "") },
    ]),
  );
  const sheets = tagsOf(workbook, "sheet").slice(0, MOST_SHEETS).flatMap((tag): WorkbookSheet[] => {
    const id = /\s\w+:id="([^"]*)"/.exec(tag)?.[1] ?? "";
    const relation = targets.get(id);
    const entry = relation && entries.get(relation.target);
    if (!entry || !relation.type.endsWith("/worksheet")) return [];
    const state = attribute(tag, "state") === undefined || attribute(tag, "state") === "visible" ? "visible" : "hidden";
    return [{ name: attribute(tag, "name") ?? "Sheet", state, entry }];
  });
  if (sheets.length === 0) throw corrupt(file);
  const strings = [...targets.values()].find((each) => each.type.endsWith("/sharedStrings"));
  const styles = [...targets.values()].find((each) => each.type.endsWith("/styles"));
  return {
    sheets,
    strings: strings ? entries.get(strings.target) ?? null : null,
    dateStyles: dateStylesOf(styles ? await text(styles.target) ?? "" : ""),
    is1904: /^(1|true)$/.test(attribute(tagsOf(workbook, "workbookPr")[0] ?? "", "date1904") ?? ""),
  };
}

const entryName = (target: string): string =>
  target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;

function dateStylesOf(styles: string): boolean[] {
  const custom = new Map(
    tagsOf(styles, "numFmt").map((tag) => [Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? ""]),
  );
  const start = styles.search(/<(?:\w+:)?cellXfs\b/);
  const end = styles.search(/<\/(?:\w+:)?cellXfs>/);
  if (start < 0 || end < start) return [];
  return tagsOf(styles.slice(start, end), "xf").map((tag) => {
    const id = Number(attribute(tag, "numFmtId") ?? 0);
    return isDateFormat(id, custom.get(id));
  });
}
