/**
 * Reads a page of a document that has not been sent yet, with the code that the server reads it with.
 *
 * @module
 */
import { readPage } from "../../../../../supabase/functions/_shared/documents/pdf/page.ts";
import type { PdfToCsvOptions } from "../../../../../supabase/functions/_shared/pipelines/pdf-to-csv/options.ts";
import { type PagePreview, previewOf } from "../../../../../supabase/functions/_shared/pipelines/pdf-to-csv/preview.ts";
import { openForReading, pdfjs } from "../../../ui/pdf/pdfjs.ts";

export interface Previewer {
  readonly pages: number;
  preview(page: number, options: PdfToCsvOptions): Promise<PagePreview>;
  close(): void;
}

/** @param password empty where none was given; without the right one an encrypted PDF fails with a `PasswordException` */
export async function openPreview(file: File, password: string): Promise<Previewer> {
  const task = openForReading(new Uint8Array(await file.arrayBuffer()), password);
  const document = await task.promise;
  const layers = await document.getOptionalContentConfig().catch(() => undefined);
  const context = { pdfjs, layerVisible: (group: unknown) => layers?.isVisible(group) ?? true };
  return {
    pages: document.numPages,
    preview: async (number, options) => {
      const page = await document.getPage(number);
      try {
        return await previewOf(await readPage(page, context), options);
      } finally {
        page.cleanup();
      }
    },
    close: () => void task.destroy(),
  };
}
