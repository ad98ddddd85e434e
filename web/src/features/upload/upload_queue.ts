import type { JobKind } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { KINDS, uploadBucket } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import type { Backend } from "../../api/backend.ts";
import { isNetworkError, sentenceFor } from "../../api/problem.ts";
import { checkFile, checkOptions } from "./check.ts";
import { RESUMABLE_BYTES, Uploader } from "./transfer.ts";

/**
 * `held` until the user has seen what the options give, `waiting` for its turn, `sending`, `paused` by the user, `offline` until the connection is back, `starting` its job,
 * `failed` for good: the user dismisses it.
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
  /** Where the files that are sent already lie, in their order. */
  readonly paths: readonly string[];
}

const MAX_AT_ONCE = 3;

/** All uploads of this tab. It lives as long as the tab, so that leaving a page does not stop an upload. */
export class UploadQueue {
  #uploads: readonly Upload[] = [];
  #settings: UploadSettings;
  #holds = false;
  readonly #uploader: Uploader;
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

  resume(id: string): void {
    this.#change(id, { state: "waiting" });
    this.#next();
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
      if (isNetworkError(error)) this.#change(id, { state: "offline" });
      else this.#change(id, { state: "failed", sentence: sentenceFor(error) });
    }
  }

  /** Sends what is not sent yet, once all of it has been looked at. */
  async #send({ id, files, settings, paths: before }: Upload, signal: AbortSignal): Promise<string[]> {
    await checkOptions(settings);
    const mediaTypes: string[] = [];
    for (const file of files) mediaTypes.push(await checkFile(file, settings.kind));

    this.#change(id, { state: "sending" });
    const paths = [...before];
    while (paths.length < files.length) {
      const file = files[paths.length]!;
      const mediaType = mediaTypes[paths.length]!;
      const sentBefore = sizeOf(files.slice(0, paths.length));
      const onProgress = (sent: number) => this.#change(id, { sentBytes: sentBefore + sent });
      const bucket = uploadBucket(settings.kind);
      paths.push(await this.#uploader.send({ file, mediaType, bucket, signal, onProgress }));
      this.#change(id, { paths: [...paths] });
    }
    return paths;
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

function newUpload(files: readonly File[], settings: UploadSettings): Upload {
  const first = files[0]!.name;
  return {
    id: crypto.randomUUID(),
    name: files.length === 1 ? first : `${first} and ${files.length - 1} more`,
    files,
    bytes: sizeOf(files),
    settings,
    state: "waiting",
    sentBytes: 0,
    resumable: files.some((file) => file.size > RESUMABLE_BYTES),
    sentence: undefined,
    paths: [],
  };
}

function sizeOf(files: readonly File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

function isUnderWay({ state }: Upload): boolean {
  return state !== "failed" && state !== "held";
}
