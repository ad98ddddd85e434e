/**
 * Reads the text of a PDF's pages, a slice of them a step.
 *
 * @module
 */
import { isScanned } from "../../documents/ocr/needs_ocr.ts";
import { withPdf } from "../../documents/pdf/kept_pdfs.ts";
import { JobError } from "../../jobs/errors.ts";
import type { Opened } from "./cursor.ts";
import { type DocumentsRun, fileOf } from "./open.ts";
import type { DocumentsOptions } from "./options.ts";
import { textPageOf } from "./sources/pdf.ts";
import type { TextPage } from "./text/page.ts";

/** CPU milliseconds that a step aims at. */
const TARGET_MS = 220;

export interface Slice {
  readonly opened: Opened;
  /** Those with text. */
  readonly pages: readonly TextPage[];
  /** Pages done in all, and what one costs. */
  readonly done: number;
  readonly cost: number;
}

export async function readSlice(
  run: DocumentsRun,
  index: number,
  before: Opened,
  from: Pick<Slice, "done" | "cost">,
): Promise<Slice> {
  const file = fileOf(run, index);
  const started = performance.now();
  return await withPdf(file, async (pdf) => {
    const limit = Math.min(TARGET_MS * run.budget.scale, run.budget.remainingCpuMs());
    const pages: TextPage[] = [], scans: number[] = [];
    let { done, cost } = from, damaged = 0;
    while (done < before.read && (done === from.done || performance.now() - started + cost <= limit)) {
      const begun = performance.now(), number = ++done;
      try {
        const page = await pdf.page(number);
        const isScan = run.options.ocr === "always" ||
          run.options.ocr === "auto" && await isScanned(file, page, before.images);
        if (isScan) scans.push(number);
        else pages.push(textPageOf(page, "text"));
      } catch (error) {
        if (!(error instanceof JobError && error.type === "corrupt_page")) throw error;
        damaged++;
      }
      cost = 0.5 * cost + 0.5 * (performance.now() - begun);
    }
    const opened = {
      ...before,
      words: pages.reduce((sum, page) => sum + page.words.length, before.words),
      scans: [...before.scans, ...scans],
      damaged: before.damaged + damaged,
    };
    if (done < before.read) return { opened, pages, done, cost: Math.round(cost) };
    checkPages(file.name, opened);
    return { opened: orDrawn(opened, run.options), pages, done, cost: Math.round(cost) };
  });
}

/** A file without any text and without pictures may have its text drawn as lines: that is seen only in its picture. */
function orDrawn(opened: Opened, { ocr }: DocumentsOptions): Opened {
  const isDrawn = opened.words === 0 && opened.scans.length === 0 && ocr === "auto";
  return isDrawn ? { ...opened, scans: Array.from({ length: opened.read }, (_, i) => i + 1) } : opened;
}

function checkPages(name: string, { damaged, read }: Opened): void {
  if (damaged < read) return;
  throw new JobError(
    "corrupt_pdf",
    `Cannot read ${name}: its pages are damaged. Open it in a PDF viewer, save it anew and upload it again.`,
  );
}
