/**
 * A job seen through a link, without an account. The token opens one job for reading: its status, its result and its
 * output files. The database checks it; the files are then fetched with the server's key, for nobody is signed in.
 *
 * @module
 */
import type { SharedJob } from "../_shared/jobs/api.ts";
import { JobError } from "../_shared/jobs/errors.ts";
import type { JobFile } from "../_shared/jobs/job.ts";
import { getConfig } from "../_shared/platform/config.ts";
import { createObjectStore } from "../_shared/platform/object_store.ts";
import { createRpc } from "../_shared/platform/rpc.ts";
import { type DownloadFile, stream } from "./files.ts";

type Opened = Omit<SharedJob, "files"> & { files: (DownloadFile & Pick<JobFile, "bytes">)[] };

/** The token that a request carries, as header `x-job-token` or query parameter `token`; null when it carries none. */
export function linkTokenOf(request: Request): string | null {
  return request.headers.get("x-job-token") ?? new URL(request.url).searchParams.get("token");
}

const PATH = /\/jobs\/([0-9a-f-]{36})(?:\/(result)|\/files\/([0-9a-f-]{36}))?$/;

export async function answerLink(request: Request, token: string): Promise<Response> {
  const [, id, result, fileId] = PATH.exec(new URL(request.url).pathname) ?? [];
  if (request.method !== "GET" || id === undefined) {
    throw new JobError("forbidden", "A job's link opens its status and its results and nothing else.");
  }
  const { supabaseUrl: url, secretKey: apiKey } = getConfig();
  const job = await createRpc({ url, apiKey })<Opened | null>("open_job_link", { p_job_id: id, p_token: token });
  if (!job) {
    throw new JobError(
      "job_not_found",
      "This link opens no job: it is wrong, or it has been closed, or the job was deleted.",
    );
  }
  if (result === undefined && fileId === undefined) return Response.json(withoutPlaces(job), { headers: PRIVATE });
  const file = job.files.find((each) => each.role === "output" && (fileId === undefined || each.id === fileId));
  if (!file && fileId === undefined && job.status !== "completed") {
    throw new JobError("not_completed", `The job is ${job.status}; there is a result once it is completed.`);
  }
  if (!file) throw new JobError("not_found", "The job has no such result file.");
  return await stream({ store: createObjectStore({ url, apiKey }) }, job, file, request);
}

const PRIVATE = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

function withoutPlaces(job: Opened): SharedJob {
  const files = job.files.map(({ id, role, name, media_type, bytes }) => ({ id, role, name, media_type, bytes }));
  return { ...job, files };
}
