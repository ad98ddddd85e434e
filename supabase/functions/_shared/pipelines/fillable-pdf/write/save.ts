import type { PDFDocument } from "@cantoo/pdf-lib";

/** Packing more objects than this into streams takes time with their square: 2 s for 20,000, where writing them takes 0.1 s. */
const MAX_PACKED = 3_000;

export function mayBePacked({ context }: PDFDocument): boolean {
  return context.enumerateIndirectObjects().length <= MAX_PACKED;
}

/** The document's bytes. The steps are short enough: pausing between objects would take longer than writing them. */
export async function saved(document: PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await document.save({
    updateFieldAppearances: false,
    addDefaultPage: false,
    objectsPerTick: Infinity,
    useObjectStreams: mayBePacked(document),
  });
  // Not copied: a large file would then be in memory twice.
  return bytes as Uint8Array<ArrayBuffer>;
}
