/**
 * Workbooks for tests.
 *
 * @module
 */
import { zipOf } from "../zip/testing.ts";

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface TestWorkbook {
  /** The XML of each sheet's `sheetData` and what follows it. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly strings?: string;
  readonly styles?: string;
  readonly is1904?: boolean;
  /** Names of hidden sheets. */
  readonly hidden?: readonly string[];
}

export function workbookOf(
  { sheets, strings, styles, is1904 = false, hidden = [] }: TestWorkbook,
): Promise<Uint8Array<ArrayBuffer>> {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const list = names.map((name, i) =>
    `<sheet name="${name}" sheetId="${i + 1}"${hidden.includes(name) ? ' state="hidden"' : ""} r:id="s${i}"/>`
  ).join("");
  const relations = names.map((_, i) => relation(`s${i}`, "worksheet", `worksheets/sheet${i + 1}.xml`)).join("") +
    relation("strings", "sharedStrings", "sharedStrings.xml") + relation("styles", "styles", "styles.xml");
  return zipOf([
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns:r="${RELATIONS}"><workbookPr date1904="${
        is1904 ? 1 : 0
      }"/><sheets>${list}</sheets></workbook>`,
    },
    { name: "xl/_rels/workbook.xml.rels", content: `<Relationships>${relations}</Relationships>` },
    ...(strings === undefined ? [] : [{ name: "xl/sharedStrings.xml", content: `<sst>${strings}</sst>` }]),
    ...(styles === undefined ? [] : [{ name: "xl/styles.xml", content: `<styleSheet>${styles}</styleSheet>` }]),
    ...names.map((name, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: `<worksheet>${sheets[name]}</worksheet>`,
    })),
  ]);
}
