/**
 * `tables.xlsx`: a workbook (ECMA-376) with a sheet for each table. Text is written as text, so nothing can become a
 * formula; what is plainly a number is written as one.
 *
 * @module
 */
import type { Json } from "../../pipeline.ts";
import type { Chunks } from "./chunks.ts";
import type { Sink, TableRows, TableStart } from "./sink.ts";
import { EMPTY_ZIP, zipEnd, zipEntry, type ZipState } from "./zip.ts";

/** More sheets than this and the workbook can hardly be used: later tables go below each other on the last. */
const MAX_SHEETS = 200;

interface State {
  zip: ZipState;
  sheets: string[];
  name: string;
  /** The rows of the open sheet, and how many. */
  xml: string;
  rows: number;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export class XlsxSink implements Sink {
  readonly output = "tables.xlsx";
  readonly mediaType = `${SPREADSHEET}.sheet`;
  readonly #state: State;

  constructor(state: Json | undefined) {
    const empty: State = { zip: EMPTY_ZIP, sheets: [], name: "", xml: "", rows: 0 };
    this.#state = structuredClone((state ?? empty) as unknown as State);
  }

  start({ number, page }: TableStart): void {
    if (this.#isFull()) {
      this.#state.rows++;
      return;
    }
    this.#state.name = `${number} (page ${page})`;
    this.#state.xml = "";
    this.#state.rows = 0;
  }

  rows({ rows }: TableRows): void {
    for (const row of rows) {
      const number = ++this.#state.rows;
      const cells = row.map((text, column) => text === "" ? "" : cellXml(text, `${columnName(column)}${number}`));
      this.#state.xml += `<row r="${number}">${cells.join("")}</row>`;
    }
  }

  end(_: number, chunks: Chunks): void {
    if (!this.#isFull()) this.#closeSheet(chunks);
  }

  finish(chunks: Chunks): void {
    if (this.#state.xml !== "" || this.#state.sheets.length === 0) this.#closeSheet(chunks);
    const { sheets } = this.#state;
    const entry = (name: string, xml: string) => this.#entry(name, XML + xml, chunks);
    entry(
      "xl/workbook.xml",
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${
        sheets.map((name, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")
      }</sheets></workbook>`,
    );
    entry(
      "xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="${PACKAGE}/relationships">${
        sheets.map((_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`
        ).join("")
      }</Relationships>`,
    );
    entry(
      "_rels/.rels",
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    );
    entry(
      "[Content_Types].xml",
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>${
        sheets.map((_, i) =>
          `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`
        ).join("")
      }</Types>`,
    );
    chunks.append(this.output, zipEnd(this.#state.zip));
  }

  state(): Json {
    return this.#state as unknown as Json;
  }

  /** All sheets but the last are written. */
  #isFull(): boolean {
    return this.#state.sheets.length === MAX_SHEETS - 1;
  }

  #closeSheet(chunks: Chunks): void {
    this.#state.sheets.push(this.#state.name || "No table");
    const xml = `${XML}<worksheet xmlns="${MAIN}"><sheetData>${this.#state.xml}</sheetData></worksheet>`;
    this.#entry(`xl/worksheets/sheet${this.#state.sheets.length}.xml`, xml, chunks);
    this.#state.xml = "";
  }

  #entry(name: string, xml: string, chunks: Chunks): void {
    chunks.append(this.output, zipEntry(this.#state.zip, name, new TextEncoder().encode(xml)));
  }
}

/** 12, -3.5 or 1,234.50; not 007, which is a code. */
const NUMBER = /^[-+]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14})(?:\.\d+)?$/;

function cellXml(text: string, place: string): string {
  if (NUMBER.test(text)) return `<c r="${place}"><v>${text.replaceAll(",", "").replace("+", "")}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
}

function escape(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!,
  );
}

/** 0 is A, 26 is AA. */
function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + index % 26);
}
