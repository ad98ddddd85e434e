import { useEffect, useState } from "react";
import { openDocument, type PDFDocumentProxy } from "./pdfjs.ts";

export type OpenedPdf =
  | { readonly state: "loading" }
  | { readonly state: "open"; readonly pdf: PDFDocumentProxy }
  | { readonly state: "failed"; readonly error: Error; readonly retry: () => void };

/**
 * Fetches a PDF and opens it; what it holds is given back when the page is left.
 *
 * @param key says which document it is: another key, another document
 * @param read gives its bytes
 * @param password opens it if it is encrypted; without the right one it fails with a `PasswordException`
 */
export function usePdf(
  key: string,
  read: (signal: AbortSignal) => Promise<Uint8Array>,
  password?: string,
): OpenedPdf {
  const [attempt, setAttempt] = useState(0);
  const [opened, setOpened] = useState<OpenedPdf>({ state: "loading" });

  useEffect(() => {
    const leaving = new AbortController();
    let close = () => {};
    const open = async () => {
      const data = await read(leaving.signal);
      if (leaving.signal.aborted) return;
      const document = openDocument(data, password);
      close = document.close;
      const pdf = await document.pdf;
      if (!leaving.signal.aborted) setOpened({ state: "open", pdf });
    };
    const fail = (error: Error) =>
      !leaving.signal.aborted && setOpened({ state: "failed", error, retry: () => setAttempt((count) => count + 1) });
    setOpened({ state: "loading" });
    open().catch(fail);
    return () => {
      leaving.abort();
      close();
    };
  }, [key, attempt, password]);
  return opened;
}
