/**
 * The tables of a document as if its rules had not been drawn: most documents have fewer than those that are evaluated.
 *
 * @module
 */
import { openPdf } from "../../supabase/functions/_shared/documents/pdf/open.ts";
import type { PageContent } from "../../supabase/functions/_shared/documents/pdf/page.ts";
import type { Vectors } from "../../supabase/functions/_shared/documents/pdf/vectors.ts";
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { Chunks } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/outputs/chunks.ts";
import { sliceOf } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/slices.ts";
import { TableAssembler } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/table_assembler.ts";
import type { FoundTable } from "./table_scores.ts";

export type Without = "rules" | "vertical rules";

export async function extractWithout(
  without: Without,
  name: string,
  data: Uint8Array<ArrayBuffer>,
): Promise<FoundTable[]> {
  const options = pdfToCsv.options.parse({});
  const pdf = await openPdf({
    name,
    bytes: data.length,
    readRange: (start: number, end: number) => Promise.resolve(data.slice(start, end)),
  });
  const assembler = new TableAssembler(options, undefined), chunks = new Chunks();
  for (let page = 1; page <= pdf.pages; page++) {
    assembler.append(sliceOf(withoutRules(await pdf.page(page), without), options), chunks);
  }
  await pdf.close();
  assembler.finish(chunks);
  let result = "";
  await chunks.keep(
    {
      writePart: (_name, content) => {
        result = typeof content === "string" ? content : new TextDecoder().decode(content);
        return Promise.resolve();
      },
    },
    ["result.json"],
    0,
  );
  return JSON.parse(result).tables;
}

function withoutRules(page: PageContent, without: Without): PageContent {
  const { vectors } = page;
  const none: Partial<Vectors> = without === "rules" ? { horizontal: [], vertical: [], edges: [] } : { vertical: [] };
  return { ...page, vectors: { ...vectors, ...none } };
}
