import type { JobKind } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { KINDS, uploadBucket } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import type { Backend } from "../../api/backend.ts";
import { isNetworkError, Problem, sentenceFor } from "../../api/problem.ts";
import { checkFile, checkOptions } from "./check.ts";
import { Slots } from "./slots.ts";
import { RESUMABLE_BYTES, Uploader } from "./transfer.ts";

/**
 * `held` until the user has seen what the options give, `waiting` for its turn, `sending`, `paused` by the user, `offline`
 * until the connection is back, `starting` its job, `failed` until the user decides: try again, leave out what was
 * refused, or dismiss it.
 */
export type UploadState = "held" | "waiting" | "sending" | "paused" | "offline" | "starting" | "failed";

/** What is to be done with the files that are added from now on. */
export interface UploadSettings {
  readonly kind: JobKind;
  readonly options: Readonly<Record<string, unknown>>;
  /** Whom to tell when the job has ended. */
  readonly notify?: { readonly email: string };
}

/** Files on their way to becoming one job. */
export interface Upload {
  readonly id: string;
  /** What to call it until the job has a title. */
  readonly name: string;
  readonly files: readonly File[];
  /** Of all files together. */
  readonly bytes: number;
  readonly settings: UploadSettings;
  readonly state: UploadState;
  readonly sentBytes: number;
  readonly resumable: boolean;
  /** Why it failed, and what to do. */
  readonly sentence: string | undefined;
  /** Where each of the files lies; undefined for those that are not sent yet. */
  readonly paths: readonly (string | undefined)[];
  /** Of the files, those that are not taken. */
  readonly refused: readonly number[];
}

const MAX_AT_ONCE = 3;
/** Of all uploads together: a browser opens six connections to a server, and more than files are to be sent. */
const MAX_FILES_AT_ONCE = 4;

/** Some files are not taken, the others could be. */
class Refusal extends Problem {
  constructor(readonly files: readonly number[], { type, message, status }: Problem) {
    const others = files.length - 1;
    const more = others === 0 ? "" : ` ${others} more cannot be sent either.`;
    super(type, `${message}${more}`, status);
  }
}

/** All uploads of this tab. It lives as long as the tab, so that leaving a page does not stop an upload. */
export class UploadQueue {
  #uploads: readonly Upload[] = [];
  #settings: UploadSettings;
  #holds = false;
  readonly #uploader: Uploader;
  readonly #slots = new Slots(MAX_FILES_AT_ONCE);
  readonly #stops = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(private readonly backend: Backend, settings: UploadSettings) {
    this.#settings = settings;
    this.#uploader = new Uploader(backend.config, backend.session);
    addEventListener("online", () => this.#resumeOffline());
    backend.live.subscribe(() => backend.live.state() === "live" && this.#resumeOffline());
    addEventListener("beforeunload", (event) => this.#uploads.some(isUnderWay) && event.preventDefault());
  }

  readonly uploads = (): readonly Upload[] => this.#uploads;

  readonly settings = (): UploadSettings => this.#settings;

  configure(settings: UploadSettings): void {
    this.#settings = settings;
    this.#tell();
  }

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether files that are added wait until they are {@link start}ed. */
  hold(holds: boolean): void {
    this.#holds = holds;
  }

  /** Lets a held upload go, with the settings as they are now. */
  start(id: string): void {
    this.#change(id, { state: "waiting", settings: this.#settings });
    this.#next();
  }

  /** A job for each file; one for all of them, as far as they go, when the kind takes several. */
  add(files: readonly File[], settings = this.#settings): void {
    const { maxFiles } = KINDS[settings.kind];
    const state = this.#holds && settings === this.#settings ? "held" : "waiting";
    const jobs = Array.from(
      { length: Math.ceil(files.length / maxFiles) },
      (_, index) => ({ ...newUpload(files.slice(index * maxFiles, (index + 1) * maxFiles), settings), state } as const),
    );
    this.#set([...jobs, ...this.#uploads]);
    this.#next();
  }

  pause(id: string): void {
    this.#change(id, { state: "paused" });
    this.#stops.get(id)?.abort();
  }

  /** Goes on with what is not sent yet. */
  resume(id: string): void {
    this.#change(id, { state: "waiting", sentence: undefined });
    this.#next();
  }

  /** Goes on without the files that were refused. */
  leaveOut(id: string): void {
    const upload = this.#uploads.find((each) => each.id === id);
    if (!upload) return;
    const kept = <T>(each: readonly T[]) => each.filter((_, index) => !upload.refused.includes(index));
    const files = kept(upload.files);
    this.#change(id, { files, paths: kept(upload.paths), bytes: sizeOf(files), name: nameFor(files), refused: [] });
    this.resume(id);
  }

  /** Takes an upload off the list, and stops it if it is under way. */
  dismiss(id: string): void {
    this.#set(this.#uploads.filter((upload) => upload.id !== id));
    this.#stops.get(id)?.abort();
  }

  #resumeOffline(): void {
    for (const upload of this.#uploads) if (upload.state === "offline") this.#change(upload.id, { state: "waiting" });
    this.#next();
  }

  #next(): void {
    while (this.#stops.size < MAX_AT_ONCE) {
      // Those added last stand first, and go last.
      const upload = this.#uploads.findLast(({ id, state }) => state === "waiting" && !this.#stops.has(id));
      if (!upload) return;
      const stop = new AbortController();
      this.#stops.set(upload.id, stop);
      void this.#run(upload, stop.signal).finally(() => {
        this.#stops.delete(upload.id);
        this.#next();
      });
    }
  }

  async #run(upload: Upload, signal: AbortSignal): Promise<void> {
    const { id } = upload;
    try {
      const paths = await this.#send(upload, signal);
      this.#change(id, { state: "starting", sentBytes: upload.bytes });
      await this.#startJob(upload, paths);
      this.dismiss(id);
    } catch (error) {
      if (signal.aborted) return;
      if (isNetworkError(error)) return this.#change(id, { state: "offline" });
      const refused = error instanceof Refusal ? error.files : [];
      this.#change(id, { state: "failed", sentence: sentenceFor(error), refused });
    }
  }

  /** Sends what is not sent yet, several files at a time, once all of it has been looked at. */
  async #send({ id, files, settings, paths: before }: Upload, signal: AbortSignal): Promise<string[]> {
    await checkOptions(settings);
    const mediaTypes = await mediaTypesOf(files, settings.kind);

    this.#change(id, { state: "sending" });
    const paths = [...before], sent = files.map((file, index) => paths[index] === undefined ? 0 : file.size);
    const bucket = uploadBucket(settings.kind), stop = new AbortController();
    const send = async (file: File, index: number) => {
      if (paths[index] !== undefined || stop.signal.aborted) return;
      const onProgress = (bytes: number) => {
        sent[index] = Math.min(bytes, file.size);
        this.#change(id, { sentBytes: sent.reduce((sum, each) => sum + each, 0) });
      };
      const transfer = { file, mediaType: mediaTypes[index]!, bucket, onProgress };
      paths[index] = await this.#uploader.send({ ...transfer, signal: AbortSignal.any([signal, stop.signal]) });
      onProgress(file.size);
      this.#change(id, { paths: [...paths] });
    };
    const failures: unknown[] = [];
    await Promise.all(files.map((file, index) =>
      this.#slots.during(() => send(file, index)).catch((error) => {
        failures.push(error);
        stop.abort(error);
      })
    ));
    // What came after the first one was stopped because of it.
    if (failures.length > 0) throw failures[0];
    return paths as string[];
  }

  async #startJob({ id: key, settings, files }: Upload, paths: readonly string[]): Promise<void> {
    const { jobs, known } = this.backend;
    const named = paths.map((path, index) => ({ path, name: files[index]!.name }));
    const id = await jobs.create({ ...settings, files: named }, key);
    if (known.get(id)) return;
    const job = await jobs.get(id);
    if (job) known.hear(job);
  }

  #change(id: string, change: Partial<Upload>): void {
    this.#set(this.#uploads.map((upload) => upload.id === id ? { ...upload, ...change } : upload));
  }

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** @throws Refusal */
async function mediaTypesOf(files: readonly File[], kind: JobKind): Promise<string[]> {
  const mediaTypes: string[] = [], refused: number[] = [];
  let problem: Problem | undefined;
  for (const [index, file] of files.entries()) {
    try {
      mediaTypes[index] = await checkFile(file, kind);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem ??= error;
      refused.push(index);
    }
  }
  if (problem) throw new Refusal(refused, problem);
  return mediaTypes;
}

function nameFor(files: readonly File[]): string {
  const first = files[0]!.name;
  return files.length === 1 ? first : `${first} and ${files.length - 1} more`;
}

function newUpload(files: readonly File[], settings: UploadSettings): Upload {
  return {
    id: crypto.randomUUID(),
    name: nameFor(files),
    files,
    bytes: sizeOf(files),
    settings,
    state: "waiting",
    sentBytes: 0,
    resumable: files.some((file) => file.size > RESUMABLE_BYTES),
    sentence: undefined,
    paths: files.map(() => undefined),
    refused: [],
  };
}

function sizeOf(files: readonly File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

function isUnderWay({ state }: Upload): boolean {
  return state !== "failed" && state !== "held";
}
