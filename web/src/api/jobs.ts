/**
 * Asking the server: reads go straight to the database's REST face (row-level security decides), everything that
 * changes something goes through the `jobs` function.
 *
 * @module
 */
import type { SupabaseClient } from "@supabase/supabase-js";
import type { JobEvent } from "../../../supabase/functions/_shared/jobs/api.ts";
import type { Job, JobDetail, JobFile, JobKind, JobStatus } from "../../../supabase/functions/_shared/jobs/job.ts";
import type { ClientConfig } from "./config.ts";
import { Problem, problemFrom } from "./problem.ts";
import type { Session } from "./session.ts";

export interface JobFilter {
  readonly status?: JobStatus | undefined;
  readonly kind?: JobKind | undefined;
  /** Part of a title. */
  readonly text?: string | undefined;
}

/** A place in the list that new and deleted jobs do not move. */
export type JobCursor = Pick<Job, "created_at" | "id">;

export interface JobPage {
  readonly jobs: readonly Job[];
  /** Where the next page begins; null after the last one. */
  readonly next: JobCursor | null;
}

export type JobWithFiles = Job & { readonly files: readonly JobFile[] };

export interface NewJob {
  readonly kind: JobKind;
  readonly files: readonly { readonly path: string; readonly name: string }[];
  readonly options: Readonly<Record<string, unknown>>;
  /** Whom to tell by e-mail when the job has ended. */
  readonly notify?: { readonly email: string };
}

export interface DownloadLink {
  readonly url: string;
  /** What to save it as; empty when the server says so with the file. */
  readonly name: string;
}

const PAGE_SIZE = 25;
/** They stand in the address, whose length servers limit. */
const MAX_IDS = 100;
const JOB_COLUMNS = "id,owner,kind,title,status,stage,progress,message,total_files,processed_files,options,result," +
  "error,attempt,max_attempts,priority,batch_id,created_at,started_at,completed_at,updated_at,expires_at,version";
const FILE_COLUMNS = "id,role,bucket,path,name,media_type,bytes,status,error";

export class JobsApi {
  readonly #supabase: SupabaseClient;

  constructor(private readonly config: ClientConfig, private readonly session: Session) {
    this.#supabase = session.supabase;
  }

  /** Newest first, from `after` on. */
  async list(filter: JobFilter, after: JobCursor | null, signal: AbortSignal): Promise<JobPage> {
    let query = this.#supabase.from("jobs").select(JOB_COLUMNS).eq("owner", this.session.userId);
    if (filter.status) query = query.eq("status", filter.status);
    if (filter.kind) query = query.eq("kind", filter.kind);
    if (filter.text) query = query.ilike("title", `%${filter.text.replace(/[\\%_]/g, "\\$&")}%`);
    if (after) {
      const { created_at, id } = after;
      query = query.or(`created_at.lt."${created_at}",and(created_at.eq."${created_at}",id.lt.${id})`);
    }
    const { data, error } = await query
      .order("created_at", { ascending: false }).order("id", { ascending: false })
      .limit(PAGE_SIZE).abortSignal(signal).overrideTypes<Job[]>();
    if (error) throw readProblem(error);
    return { jobs: data, next: data.length === PAGE_SIZE ? data.at(-1)! : null };
  }

  /** Null when there is no such job, or it is somebody else's. */
  async get(id: string, signal?: AbortSignal): Promise<JobWithFiles | null> {
    const query = this.#supabase.from("jobs").select(`${JOB_COLUMNS},files:job_files(${FILE_COLUMNS})`).eq("id", id);
    const { data, error } = await (signal ? query.abortSignal(signal) : query)
      .order("role", { referencedTable: "files" }).order("ordinal", { referencedTable: "files" })
      .limit(1).overrideTypes<JobWithFiles[]>();
    if (error) throw readProblem(error);
    return data[0] ?? null;
  }

  /** Those of the jobs that are there. */
  async getAll(ids: readonly string[]): Promise<Job[]> {
    const found: Job[] = [];
    for (let at = 0; at < ids.length; at += MAX_IDS) {
      const some = ids.slice(at, at + MAX_IDS);
      const { data, error } = await this.#supabase.from("jobs").select(JOB_COLUMNS).in("id", some)
        .overrideTypes<Job[]>();
      if (error) throw readProblem(error);
      found.push(...data);
    }
    return found;
  }

  /** What happened to a job, oldest first. */
  async events(id: string, signal: AbortSignal): Promise<JobEvent[]> {
    const { data, error } = await this.#supabase.from("job_events").select("id,job_id,at,type,message,data")
      .eq("job_id", id).order("id", { ascending: false }).limit(200).abortSignal(signal).overrideTypes<JobEvent[]>();
    if (error) throw readProblem(error);
    return data.reverse();
  }

  /** Asking again with the same key, after an answer that got lost, gives the same job and not a second one. */
  async create(job: NewJob, idempotencyKey: string): Promise<string> {
    const headers = { "content-type": "application/json", "idempotency-key": idempotencyKey };
    const response = await this.#call("POST", "", { headers, body: JSON.stringify(job) });
    return (await response.json()).job_id;
  }

  async cancel(id: string): Promise<Job> {
    return await (await this.#call("POST", `/${id}/cancel`)).json();
  }

  async retry(id: string): Promise<Job> {
    return await (await this.#call("POST", `/${id}/retry`)).json();
  }

  /** Goes out even while the page is being closed. */
  async remove(id: string): Promise<void> {
    await this.#call("DELETE", `/${id}`, { keepalive: true });
  }

  /** A link to the main result that the browser can follow by itself; it holds for an hour and names the file. */
  async resultUrl(id: string): Promise<DownloadLink> {
    const job: JobDetail = await (await this.#call("GET", `/${id}`)).json();
    if (!job.download_url) throw new Problem("not_found", "There is nothing to download. Try the job again.");
    return { url: job.download_url, name: "" };
  }

  /** A link to any file of a job, which is fetched for it; the server says what to call it. */
  async fileUrl(id: string, file: JobFile): Promise<DownloadLink> {
    const response = await this.#call("GET", `/${id}/files/${file.id}`);
    const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
    return { url: URL.createObjectURL(await response.blob()), name: name ? decodeURIComponent(name) : file.name };
  }

  /** Bytes `start` (inclusive) to `end` (exclusive) of a file, or all of it. */
  async read(file: JobFile, signal: AbortSignal, range?: { start: number; end: number }): Promise<Uint8Array> {
    const path = `/storage/v1/object/authenticated/${file.bucket}/${file.path}`;
    const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end - 1}` } : {};
    const response = await this.#fetch(path, { headers, signal });
    return new Uint8Array(await response.arrayBuffer());
  }

  #call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    return this.#fetch(`/functions/v1/jobs${path}`, { ...init, method });
  }

  /** @throws Problem when the answer is not ok, TypeError when there is none */
  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const { data: { session } } = await this.#supabase.auth.getSession();
    const headers = { apikey: this.config.publishableKey, authorization: `Bearer ${session?.access_token}` };
    const response = await fetch(this.config.supabaseUrl + path, { ...init, headers: { ...headers, ...init.headers } });
    if (!response.ok) throw await problemFrom(response);
    return response;
  }
}

/** PostgREST's client gives network errors back as answers with an empty code. */
function readProblem(error: { code?: string; message: string }): Error {
  return error.code ? new Problem(error.code, error.message) : new TypeError(error.message);
}
