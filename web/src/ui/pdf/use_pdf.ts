import { useEffect, useState } from "react";
import { openDocument, type PDFDocumentProxy } from "./pdfjs.ts";

export type OpenedPdf =
  | { readonly state: "loading" }
  | { readonly state: "open"; readonly pdf: PDFDocumentProxy }
  | LockedPdf
  | { readonly state: "failed"; readonly error: Error; readonly retry: () => void };

/** It is encrypted: somebody has to give its password. */
export interface LockedPdf {
  readonly state: "locked";
  /** Whether one was given for it that does not open it. */
  readonly isWrong: boolean;
  readonly unlock: (password: string) => void;
}

/** The last one that was given: several PDFs often have the same. Gone with the page. */
let lastPassword: string | undefined;

/**
 * Fetches a PDF and opens it; what it holds is given back when the page is left.
 *
 * @param key says which document it is: another key, another document
 * @param read gives its bytes
 */
export function usePdf(key: string, read: (signal: AbortSignal) => Promise<Uint8Array>): OpenedPdf {
  const [attempt, setAttempt] = useState<{ readonly key: string; readonly password?: string }>({ key });
  const [opened, setOpened] = useState<OpenedPdf>({ state: "loading" });

  useEffect(() => {
    const password = attempt.key === key ? attempt.password : undefined;
    const leaving = new AbortController();
    let close = () => {};
    const open = async () => {
      const data = await read(leaving.signal);
      if (leaving.signal.aborted) return;
      const document = openDocument(data, password ?? lastPassword);
      close = document.close;
      const pdf = await document.pdf;
      if (leaving.signal.aborted) return;
      if (password !== undefined) lastPassword = password;
      setOpened({ state: "open", pdf });
    };
    const fail = (error: Error) => {
      if (leaving.signal.aborted) return;
      const isLocked = error.name === "PasswordException";
      setOpened(
        isLocked
          ? {
            state: "locked",
            isWrong: password !== undefined,
            unlock: (given) => setAttempt({ key, password: given }),
          }
          : { state: "failed", error, retry: () => setAttempt({ ...attempt }) },
      );
    };
    setOpened({ state: "loading" });
    open().catch(fail);
    return () => {
      leaving.abort();
      close();
    };
  }, [key, attempt]);
  return opened;
}
