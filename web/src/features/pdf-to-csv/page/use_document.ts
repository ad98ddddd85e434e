import { useEffect, useState } from "react";
import type { JobFile } from "../../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../../api/backend.ts";
import { openDocument, type PDFDocumentProxy } from "./pdfjs.ts";

export type OpenedDocument =
  | { readonly state: "loading" }
  | { readonly state: "open"; readonly pdf: PDFDocumentProxy }
  | { readonly state: "failed"; readonly error: Error; readonly retry: () => void };

/** Fetches a job's PDF and opens it; what it holds is given back when the page is left. */
export function useDocument(jobId: string, file: JobFile): OpenedDocument {
  const { jobs } = useBackend();
  const [attempt, setAttempt] = useState(0);
  const [opened, setOpened] = useState<OpenedDocument>({ state: "loading" });

  useEffect(() => {
    let isLeft = false;
    let close = () => {};
    const open = async () => {
      const { url } = await jobs.fileUrl(jobId, file);
      const data = await fetch(url).then((response) => response.arrayBuffer()).finally(() => URL.revokeObjectURL(url));
      if (isLeft) return;
      const task = openDocument(new Uint8Array(data));
      close = () => void task.destroy();
      const pdf = await task.promise;
      if (!isLeft) setOpened({ state: "open", pdf });
    };
    const fail = (error: Error) =>
      !isLeft && setOpened({ state: "failed", error, retry: () => setAttempt((count) => count + 1) });
    setOpened({ state: "loading" });
    open().catch(fail);
    return () => {
      isLeft = true;
      close();
    };
  }, [jobs, jobId, file.id, attempt]);
  return opened;
}
