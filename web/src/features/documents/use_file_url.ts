import { useEffect, useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { useBackend } from "../../api/backend.ts";

export interface FileUrl {
  /** Undefined until it is fetched. */
  readonly url: string | undefined;
  readonly error: Error | undefined;
  retry(): void;
}

/** A file of a job under an address that an image can be shown from; given back when the page is left. */
export function useFileUrl(file: JobFile): FileUrl {
  const { jobs } = useBackend();
  const [attempt, setAttempt] = useState(0);
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    const leaving = new AbortController();
    let made: string | undefined;
    setUrl(undefined);
    setError(undefined);
    jobs.read(file, leaving.signal).then(
      (bytes) => {
        if (leaving.signal.aborted) return;
        made = URL.createObjectURL(new Blob([bytes as BlobPart], { type: file.media_type }));
        setUrl(made);
      },
      (error: Error) => !leaving.signal.aborted && setError(error),
    );
    return () => {
      leaving.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [jobs, file.id, attempt]);
  return { url, error, retry: () => setAttempt((count) => count + 1) };
}
