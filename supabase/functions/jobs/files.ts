/**
 * Streaming a job's files to its owner.
 *
 * @module
 */
import { JobError } from "../_shared/jobs/errors.ts";
import type { JobFile } from "../_shared/jobs/job.ts";
import type { Caller } from "./caller.ts";
import { downloadName, findJob } from "./read.ts";

export async function streamResult(caller: Caller, id: string, request: Request): Promise<Response> {
  const job = await findJob(caller, id);
  if (job.status !== "completed") {
    throw new JobError("not_completed", `The job is ${job.status}; there is a result once it is completed.`);
  }
  const main = job.files.find((file) => file.role === "output");
  if (!main) throw new JobError("not_found", "The job has no result file.");
  return await stream(caller, job, main, request);
}

export async function streamFile(caller: Caller, id: string, fileId: string, request: Request): Promise<Response> {
  const job = await findJob(caller, id);
  const file = job.files.find((each) => each.id === fileId);
  if (!file) throw new JobError("not_found", `The job has no file ${fileId}.`);
  return await stream(caller, job, file, request);
}

export type DownloadFile = Pick<JobFile, "id" | "role" | "name" | "bucket" | "path" | "media_type">;

/** Streams a file as a download. */
export async function stream(
  { store }: Pick<Caller, "store">,
  job: { readonly title: string; readonly files: readonly DownloadFile[] },
  file: DownloadFile,
  request: Request,
): Promise<Response> {
  const found = await store.stream(file.bucket, file.path, request.headers.get("range"));
  const name = downloadName(job, file);
  const headers = new Headers({
    "content-type": file.media_type,
    // Always a download and never a page: an uploaded or generated file may hold markup.
    "content-disposition": `attachment; filename="${ascii(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
  });
  for (const header of ["content-length", "content-range", "etag"]) {
    const value = found.headers.get(header);
    if (value) headers.set(header, value);
  }
  return new Response(found.body, { status: found.status, headers });
}

const ascii = (name: string) => name.replace(/[^\x20-\x7e]|["\\]/g, "_");
