/**
 * `POST /jobs`: from files in Storage (JSON) or with the files themselves (multipart). Either way every file is looked at
 * before a job is accepted: what it is by content, whether it is empty, too large, or one too many.
 *
 * @module
 */
import type { HonoRequest } from "hono";
import type { z } from "zod";
import { sniff, SNIFF_BYTES } from "../_shared/documents/sniff.ts";
import { CreateJob, CreateJobForm } from "../_shared/jobs/api.ts";
import { JobError } from "../_shared/jobs/errors.ts";
import type { Job, JobKind } from "../_shared/jobs/job.ts";
import { KINDS, uploadBucket } from "../_shared/pipelines/kinds.ts";
import { loadOptionSchema } from "../_shared/pipelines/option_schemas.ts";
import type { Caller } from "./caller.ts";

interface Candidate {
  readonly path: string;
  readonly name: string;
  readonly media_type: string;
}

interface Wanted {
  readonly kind: JobKind;
  readonly title?: string | undefined;
  readonly options: Record<string, unknown>;
  readonly batch_id?: string | undefined;
  readonly priority?: number | undefined;
  readonly notify?: { readonly email: string } | undefined;
}

/** Largest multipart request: it goes through the function's memory. Larger files go to Storage first. */
const MAX_FORM_BYTES = 10 * 1024 * 1024;

const MAX_JSON_BYTES = 1024 * 1024;

export async function createJob(caller: Caller, request: HonoRequest): Promise<Job> {
  await caller.rpc("check_storage_quota", {});
  const isForm = request.header("content-type")?.startsWith("multipart/form-data");
  const { wanted, files } = isForm ? await fromForm(caller, request) : await fromJson(caller, request);
  const key = request.header("idempotency-key") ?? null;
  const creating = caller.rpc<Job>("create_job", {
    p_kind: wanted.kind,
    p_files: files,
    p_title: wanted.title ?? titleOf(files),
    p_options: wanted.options,
    p_batch_id: wanted.batch_id ?? null,
    p_priority: wanted.priority ?? 0,
    p_notify: wanted.notify ?? null,
    p_idempotency_key: key,
  });
  if (isForm) await removeUnused(caller, wanted.kind, files, creating, key);
  return await creating;
}

/** What was sent with a request that was refused, or is answered with the job of the first time, is nobody's. */
async function removeUnused(
  caller: Caller,
  kind: JobKind,
  files: readonly Candidate[],
  creating: Promise<Job>,
  key: string | null,
): Promise<void> {
  const paths = files.map((file) => file.path);
  try {
    const job = await creating;
    if (key === null) return;
    const of = { job_id: `eq.${job.id}`, path: `eq.${paths[0]}`, select: "id" };
    if ((await caller.rest.select("job_files", of)).length > 0) return;
  } catch (error) {
    // Whether there is a job now is not known: then they stay until tomorrow.
    if (!(error instanceof JobError) || error.transient) return;
  }
  await caller.store.remove(uploadBucket(kind), paths).catch(() => {});
}

/** "invoice.pdf and 5 more"; the database calls a job of one file by its name. */
function titleOf(files: readonly Candidate[]): string | null {
  return files.length > 1 ? `${files[0]!.name} and ${files.length - 1} more` : null;
}

async function fromJson(caller: Caller, request: HonoRequest): Promise<{ wanted: Wanted; files: Candidate[] }> {
  if (!(Number(request.header("content-length") ?? 0) <= MAX_JSON_BYTES)) {
    throw new JobError("too_large", "The request is larger than 1 MB. Name the files by their paths in Storage.");
  }
  const wanted = parse(CreateJob, await request.json().catch(() => undefined));
  checkCount(wanted.kind, wanted.files.length);
  const options = await checkOptions(wanted);
  const files = await Promise.all(wanted.files.map(async (file): Promise<Candidate & Checked> => {
    const name = "name" in file && file.name ? file.name : file.path.split("/").at(-1) ?? "file";
    const head = await caller.store.readRange(uploadBucket(wanted.kind), file.path, 0, SNIFF_BYTES).catch((error) => {
      if (!(error instanceof JobError) || error.type !== "file_not_found") throw error;
      // Nothing to look at, as with an empty object: the database tells the two apart.
      return new Uint8Array();
    });
    return { path: file.path, name, ...await check(wanted.kind, name, head) };
  }));
  return { wanted: { ...wanted, options }, files: checkSome(wanted.kind, files) };
}

async function fromForm(caller: Caller, request: HonoRequest): Promise<{ wanted: Wanted; files: Candidate[] }> {
  const length = Number(request.header("content-length") ?? NaN);
  if (!(length <= MAX_FORM_BYTES)) {
    throw new JobError(
      "too_large",
      "The request is larger than 10 MB. Upload the files to Storage first and send their paths.",
    );
  }
  const form = await readForm(request);
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  const wanted = parse(CreateJobForm, fields);
  const uploads = [...form.values()].filter((value): value is File => value instanceof File);
  checkCount(wanted.kind, uploads.length);
  const options = await checkOptions(wanted);
  const checked = await Promise.all(uploads.map(async (file) => {
    if (file.size === 0 && !KINDS[wanted.kind].readsOthers) {
      throw new JobError("empty_file", `${file.name} is empty. Choose a file with content.`);
    }
    const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
    return { file, name: file.name, ...await check(wanted.kind, file.name, head) };
  }));
  const files = await Promise.all(
    checkSome(wanted.kind, checked).map(async ({ file, media_type }): Promise<Candidate> => {
      const path = `${caller.id}/${crypto.randomUUID()}`;
      await caller.store.create(uploadBucket(wanted.kind), path, file, media_type);
      return { path, name: file.name || "file", media_type };
    }),
  );
  return { wanted: { ...wanted, options }, files };
}

async function readForm(request: HonoRequest): Promise<FormData> {
  try {
    return await request.formData();
  } catch (cause) {
    throw new JobError("invalid_request", "The body is not valid multipart/form-data.", { cause });
  }
}

function checkCount(kind: JobKind, count: number): void {
  const { label, minFiles, maxFiles } = KINDS[kind];
  if (count < minFiles) {
    throw new JobError("invalid_request", `${label} needs at least ${minFiles} file(s); none was sent.`);
  }
  if (count > maxFiles) {
    throw new JobError(
      "too_many_files",
      `${label} takes at most ${maxFiles} file(s) a job; ${count} were sent. Create a job for each.`,
    );
  }
}

/** @returns the options as they were sent: defaults are filled in when the job is worked on */
async function checkOptions(
  { kind, options = {} }: { kind: JobKind; options?: Record<string, unknown> | undefined },
): Promise<Record<string, unknown>> {
  const parsed = (await loadOptionSchema(kind)).safeParse(options);
  if (parsed.success) return options;
  const issue = parsed.error.issues[0];
  const name = issue?.path.join(".");
  throw new JobError(
    "invalid_options",
    name ? `The option "${name}" is wrong: ${issue?.message}.` : `The options are wrong: ${issue?.message}.`,
  );
}

interface Checked {
  readonly media_type: string;
  /** Undefined for a file without content, or one that is not there: the database tells the two apart. */
  readonly isRead: boolean | undefined;
}

async function check(kind: JobKind, name: string, head: Uint8Array): Promise<Checked> {
  if (head.length === 0) return { media_type: "application/octet-stream", isRead: undefined };
  const media_type = await sniff(head);
  const isRead = KINDS[kind].accepts.includes(media_type);
  if (!isRead && !KINDS[kind].readsOthers) throw unreadable(kind, name);
  return { media_type, isRead };
}

/** Where a bad file does not keep the others from being read, one at least has to be good. */
function checkSome<File extends Checked & { readonly name: string }>(
  kind: JobKind,
  files: readonly File[],
): Omit<File, "isRead">[] {
  const first = files.find(({ isRead }) => isRead === false);
  if (first && !files.some(({ isRead }) => isRead)) throw unreadable(kind, first.name);
  return files.map(({ isRead: _, ...file }) => file);
}

function unreadable(kind: JobKind, name: string): JobError {
  const { accepts, formats, label } = KINDS[kind];
  const wanted = formats ?? accepts.map((type) => type.split("/").at(-1)?.toUpperCase()).join(", ");
  return new JobError("unsupported_media_type", `${name} is not a file that "${label}" can read. Send ${wanted}.`);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.length ? `"${issue.path.join(".")}" is wrong: ` : "The body is wrong: ";
  throw new JobError("invalid_request", `${where}${issue?.message}.`);
}
