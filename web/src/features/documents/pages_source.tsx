import { useEffect, useMemo, useRef } from "react";
import { ErrorNote } from "../../ui/error_note.tsx";
import { BoxLayer } from "../../ui/pdf/box_layer.tsx";
import { PasswordForm } from "../../ui/pdf/password_form.tsx";
import type { PagesHandle } from "../../ui/pdf/pdf_pages.tsx";
import { PdfViewer } from "../../ui/pdf/pdf_viewer.tsx";
import type { PDFDocumentProxy } from "../../ui/pdf/pdfjs.ts";
import { usePdf } from "../../ui/pdf/use_pdf.ts";
import { useBackend } from "../../api/backend.ts";
import { imageAsPdf } from "./image_as_pdf.ts";
import { boxesOf } from "./boxes.ts";
import { Loading, type SourceProps } from "./source_panel.tsx";

/** The pages of a PDF, or of a picture. */
export function PagesSource({ file, ...props }: SourceProps) {
  const { jobs } = useBackend();
  const opened = usePdf(file.id, async (signal) => {
    const data = await jobs.read(file, signal);
    if (file.media_type === "application/pdf") return data;
    return await imageAsPdf(new Uint8Array(data), file.media_type, file.name);
  });
  if (opened.state === "loading") return <Loading />;
  if (opened.state === "locked") return <PasswordForm name={file.name} locked={opened} />;
  if (opened.state === "failed") {
    return <ErrorNote title="Cannot show the pages" error={opened.error} onRetry={opened.retry} />;
  }
  return <Pages pdf={opened.pdf} {...props} />;
}

type PagesProps = Omit<SourceProps, "file"> & { readonly pdf: PDFDocumentProxy };

function Pages({ pdf, firstPage, places, selected, onSelect }: PagesProps) {
  const pages = useRef<PagesHandle>(null);
  const boxes = useMemo(() => boxesOf(places), [places]);
  const chosen = useMemo(() => new Set(selected === undefined ? [] : [selected]), [selected]);
  useEffect(() => pages.current?.show(firstPage), [firstPage]);
  // Whoever turns pages stays where he is until something else is chosen.
  useEffect(() => {
    const box = boxes.find(({ id }) => id === selected);
    if (box) pages.current?.show(box.page, box.box);
  }, [selected]);
  return (
    <PdfViewer
      ref={pages}
      pdf={pdf}
      overlay={(frame) => <BoxLayer frame={frame} boxes={boxes} selected={chosen} onSelect={onSelect} />}
    />
  );
}
