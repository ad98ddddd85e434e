import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { useBackend } from "../../api/backend.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { Problem } from "../../api/problem.ts";
import { useJob } from "../../api/queries.ts";

export interface NewVersion {
  /** The job that makes it, once there is one. */
  readonly job: JobWithFiles | undefined;
  readonly isUnderWay: boolean;
  /** Why it could not even be started. */
  readonly error: unknown;
  /** The uploaded PDF asked for a password, which is not kept. */
  readonly needsPassword: boolean;
  readonly password: string;
  setPassword(password: string): void;
  start(options: Readonly<Record<string, unknown>>): Promise<void>;
}

/**
 * Makes something else of the PDF that a job was given: another job, which takes this one's place on the page as soon as
 * it is done. This one stays in the list.
 */
export function useNewVersion(job: JobWithFiles, onDone: () => void = () => {}): NewVersion {
  const { jobs, known } = useBackend();
  const navigate = useNavigate();
  const [id, setId] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const [password, setPassword] = useState("");
  const made = useJob(id ?? "").data ?? undefined;

  const start = async (options: Readonly<Record<string, unknown>>) => {
    setSending(true);
    setError(undefined);
    setId(undefined);
    try {
      const input = job.files.find((file) => file.role === "input");
      if (!input) throw new Problem("file_not_found", "The uploaded PDF is gone. Upload it again.");
      const asked = { ...job.options, ...options, ...(password !== "" && { password }) };
      const files = [{ path: input.path, name: input.name }];
      const created = await jobs.create({ kind: job.kind, files, options: asked }, crypto.randomUUID());
      const fresh = await jobs.get(created);
      if (fresh) known.hear(fresh);
      setId(created);
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
    }
  };

  const isReady = made?.status === "completed" && made.files.some((file) => file.role === "output");
  useEffect(() => {
    if (!isReady) return;
    onDone();
    setId(undefined);
    void navigate(`/jobs/${made.id}`, { preventScrollReset: true });
  }, [isReady]);

  const isOver = made !== undefined && made.status !== "queued" && made.status !== "processing";
  return {
    job: made,
    isUnderWay: isSending || id !== undefined && (!isOver || isReady),
    error,
    needsPassword: job.result?.["encrypted"] === true,
    password,
    setPassword,
    start,
  };
}
