/**
 * Sending a job and fetching what it made, over the public API and Storage.
 *
 * @module
 */
import type { Job, JobDetail, JobFile, JobKind } from "../../supabase/functions/_shared/jobs/job.ts";
import { uploadBucket } from "../../supabase/functions/_shared/pipelines/kinds.ts";
import type { Session } from "./session.ts";

export interface NewJob {
  readonly kind: JobKind;
  readonly files: readonly { readonly name: string; readonly content: Uint8Array<ArrayBuffer> }[];
  readonly title?: string | undefined;
  readonly options?: Record<string, unknown> | undefined;
  /** An e-mail address to tell when the job has ended. */
  readonly notify?: string | undefined;
}

/** Uploads the files and creates the job. @returns its id */
export async function createJob(session: Session, { kind, files, title, options, notify }: NewJob): Promise<string> {
  const uploaded = await Promise.all(files.map(async ({ name, content }) => {
    const path = `${session.userId}/${crypto.randomUUID()}`;
    const { error } = await session.supabase.storage.from(uploadBucket(kind)).upload(path, content, {
      contentType: "application/octet-stream",
    });
    if (error) throw new Error(`Cannot upload ${name}: ${error.message}`);
    return { path, name };
  }));
  const json = {
    kind,
    files: uploaded,
    ...(title && { title }),
    ...(options && { options }),
    ...(notify && { notify: { email: notify } }),
  };
  const created = await (await session.call("POST", "jobs", { json })).json() as { job_id: string };
  return created.job_id;
}

export async function getJob(session: Session, id: string): Promise<JobDetail> {
  return await (await session.call("GET", `jobs/${id}`)).json() as JobDetail;
}

export async function downloadFile(session: Session, job: Job, file: JobFile): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await session.call("GET", `jobs/${job.id}/files/${file.id}`)).arrayBuffer());
}
