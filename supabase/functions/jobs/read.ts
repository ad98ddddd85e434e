/**
 * Reading jobs, as the caller: row-level security decides which there are.
 *
 * @module
 */
import type { z } from "zod";
import type { JobEvent, JobPage, ListJobs } from "../_shared/jobs/api.ts";
import { JobError } from "../_shared/jobs/errors.ts";
import { Job, type JobDetail, type JobFile } from "../_shared/jobs/job.ts";
import { getConfig } from "../_shared/platform/config.ts";
import type { Caller } from "./caller.ts";

const JOB_COLUMNS = Object.keys(Job.shape).join(",");

/** How long a download link holds. */
const LINK_SECONDS = 3600;

export async function listJobs(caller: Caller, list: z.output<typeof ListJobs>): Promise<JobPage> {
  const rows = await caller.rest.select<Job>("jobs", {
    select: JOB_COLUMNS,
    order: "created_at.desc,id.desc",
    // One more than asked for tells whether there is a next page.
    limit: String(list.limit + 1),
    offset: String((list.page - 1) * list.limit),
    ...(list.status && { status: `eq.${list.status}` }),
    ...(list.batch_id && { batch_id: `eq.${list.batch_id}` }),
    ...(list.kind && { kind: `eq.${list.kind}` }),
    ...(list.q && { title: `ilike.*${list.q.replace(/[%_*\\,()"]/g, "_")}*` }),
  });
  return { data: rows.slice(0, list.limit), page: list.page, has_next_page: rows.length > list.limit };
}

export async function getJob(caller: Caller, id: string): Promise<JobDetail> {
  const job = await findJob(caller, id);
  const main = job.files.find((file) => file.role === "output");
  const download_url = job.status === "completed" && main
    ? await caller.store.sign(main.bucket, main.path, LINK_SECONDS, downloadName(job, main))
      .then((path) => getConfig().publicUrl + path, () => null)
    : null;
  return { ...job, download_url };
}

/** @throws {JobError} `job_not_found` when there is none, or it is somebody else's */
export async function findJob(caller: Caller, id: string): Promise<Job & { files: JobFile[] }> {
  const [job] = await caller.rest.select<Job & { files: JobFile[] }>("jobs", {
    select: `${JOB_COLUMNS},files:job_files(id,role,bucket,path,name,media_type,bytes,status,error)`,
    id: `eq.${id}`,
    "files.order": "role.asc,ordinal.asc,name.asc",
  });
  if (!job) throw new JobError("job_not_found", `There is no job ${id}.`);
  return job;
}

export async function listEvents(caller: Caller, id: string): Promise<JobEvent[]> {
  await findJob(caller, id);
  // Of a very long story the end is what matters; PostgREST gives a thousand rows at most.
  const newest = await caller.rest.select<JobEvent>("job_events", {
    select: "*",
    job_id: `eq.${id}`,
    order: "id.desc",
  });
  return newest.reverse();
}

/** `race.pdf` and `table.csv` make `race.csv`; further outputs keep their own names behind the input's. */
export function downloadName(
  job: { title: string; files: readonly Pick<JobFile, "id" | "role" | "name">[] },
  file: Pick<JobFile, "id" | "role" | "name">,
): string {
  const inputs = job.files.filter((each) => each.role === "input");
  if (file.role === "input") return file.name;
  const stem = (inputs.length === 1 ? inputs[0]?.name ?? job.title : job.title).replace(/\.[^.]+$/, "");
  const base = file.name.split("/").at(-1) ?? file.name;
  const isMain = job.files.find((each) => each.role === "output")?.id === file.id;
  return isMain ? stem + base.slice(base.lastIndexOf(".")) : `${stem}-${base}`;
}
