/**
 * What one page alone would give: shown before a job is started, so that options can be tried. It runs where the document
 * is, in the user's browser.
 *
 * @module
 */
import type { PageContent } from "../../documents/pdf/page.ts";
import type { Area, PdfToCsvOptions } from "./options.ts";
import { Chunks } from "./outputs/chunks.ts";
import { RaceAssembler } from "./racing/race_assembler.ts";
import { sliceOf } from "./slices.ts";
import { TableAssembler } from "./table_assembler.ts";

export interface PreviewedTable {
  /** As in `result.json`: what `areas` take. */
  readonly page: number;
  readonly bbox: Area["bbox"];
  readonly header_rows: number;
  readonly confidence: number;
}

export interface PagePreview {
  /** `table.csv`, had the document this page only. */
  readonly csv: string;
  readonly tables: readonly PreviewedTable[];
  /** True when the page looks like a race chart. */
  readonly isChart: boolean;
  readonly hasText: boolean;
}

export async function previewOf(page: PageContent, options: PdfToCsvOptions): Promise<PagePreview> {
  const slice = sliceOf(page, options);
  const wanted = { ...options, zip: false, xlsx: false };
  const assembler = options.preset === "race-chart"
    ? new RaceAssembler(wanted, undefined)
    : new TableAssembler(wanted, undefined);
  const chunks = new Chunks(), parts: string[] = [];
  assembler.append(slice, chunks);
  assembler.finish(chunks);
  const writePart = (_name: string, content: Uint8Array<ArrayBuffer> | string) => {
    parts.push(typeof content === "string" ? content : new TextDecoder().decode(content));
    return Promise.resolve();
  };
  await chunks.keep({ writePart }, ["table.csv", "result.json"], 0);
  const [csv = "", result = ""] = parts;
  const { tables } = JSON.parse(result) as { tables: PreviewedTable[] };
  return { csv, tables, isChart: slice.chart, hasText: page.words.length > 0 };
}
