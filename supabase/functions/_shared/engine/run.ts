/**
 * What the engine gives a step: its files, a place to write, and a way to tell where it is.
 *
 * @module
 */
import { JobError } from "../jobs/errors.ts";
import type { JobErrorInfo } from "../jobs/job.ts";
import type { AnyPipeline, Budget, Content, InputFile, Json, Logger, Run } from "../pipelines/pipeline.ts";
import type { ObjectStore } from "../platform/object_store.ts";
import type { CpuMeter } from "./cpu_meter.ts";
import type { AssignedFile, Assignment, Queue, StepReport, WrittenFile } from "./queue.ts";

/** The bucket that outputs and parts are written to, below `{owner}/{job}/`. */
export const RESULTS_BUCKET = "results";

/** The bucket of pictures that pages show. */
const ASSETS_BUCKET = "extractions";

const OUTPUT_NAME = /^[a-z0-9][a-z0-9_-]*(?:[./][a-z0-9_-]+)*$/;

/** The folder of a job in {@link RESULTS_BUCKET}; ends in `/`. */
export const jobFolder = (job: { owner: string; id: string }) => `${job.owner}/${job.id}/`;

export interface JobRunOptions {
  readonly assignment: Assignment;
  readonly pipeline: AnyPipeline;
  readonly options: unknown;
  readonly store: ObjectStore;
  readonly queue: Pick<Queue, "publish">;
  readonly meter: CpuMeter;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** One job in one invocation. Collects what its steps tell until {@link takeReport}. */
export class JobRun implements Run<unknown> {
  readonly files: readonly InputFile[];
  readonly options: unknown;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly log: Logger;
  #stage: string | undefined;
  #progress = 0;
  #message: string | undefined;
  #written: WrittenFile[] = [];
  #done: { id: string; error: JobErrorInfo | null }[] = [];
  /** Waits for I/O, which is not counted as work. */
  readonly #io: <T>(promise: Promise<T>) => Promise<T>;

  constructor(readonly context: JobRunOptions) {
    this.#io = context.meter.waiter();
    this.options = context.options;
    this.budget = context.budget;
    this.signal = context.signal;
    this.log = context.log;
    this.files = context.assignment.files.map((file) => this.#inputFile(file));
  }

  async write(name: string, content: Content | AsyncIterable<Uint8Array>, mediaType: string): Promise<void> {
    const path = jobFolder(this.context.assignment.job) + checked(name);
    const isWhole = typeof content === "string" || content instanceof Uint8Array;
    const bytes = isWhole ? await this.#put(path, content, mediaType) : await this.#putPieces(path, content, mediaType);
    const ordinal = name === this.context.pipeline.mainOutput ? 0 : 1;
    this.#written.push({ role: "output", ordinal, bucket: RESULTS_BUCKET, path, name, media_type: mediaType, bytes });
  }

  async writeAsset(name: string, content: Uint8Array<ArrayBuffer>, mediaType: string): Promise<string> {
    const path = jobFolder(this.context.assignment.job) + checked(name);
    await this.#io(this.context.store.write(ASSETS_BUCKET, path, content, mediaType));
    return path;
  }

  async publish(rows: readonly Json[]): Promise<void> {
    const answer = await this.#io(this.context.queue.publish(this.context.assignment, rows));
    // The checkpoint that follows will say the same, and why.
    if ("lost" in answer) {
      throw new JobError("lease_lost", "The work was taken over by another worker.", { transient: true });
    }
  }

  async writePart(name: string, content: Content): Promise<void> {
    await this.#put(this.#partPath(name, this.context.assignment.generation), content, "application/octet-stream");
  }

  /**
   * Each part was written by the latest generation that has it: an earlier one may still be writing the same name, a zombie
   * whose step was done again, and a later one has not got so far.
   */
  async readPart(name: string): Promise<Uint8Array<ArrayBuffer>> {
    for (let generation = this.context.assignment.generation;; generation--) {
      try {
        return await this.#io(this.context.store.read(RESULTS_BUCKET, this.#partPath(name, generation)));
      } catch (error) {
        if (generation === 1 || !(error instanceof JobError && error.type === "file_not_found")) throw error;
      }
    }
  }

  async dropParts(names: readonly string[]): Promise<void> {
    const { generation } = this.context.assignment;
    const paths = names.flatMap((name) =>
      Array.from({ length: generation }, (_, before) => this.#partPath(name, before + 1))
    );
    if (paths.length > 0) await this.#io(this.context.store.remove(RESULTS_BUCKET, paths));
  }

  waitFor<T>(answer: Promise<T>): Promise<T> {
    return this.#io(answer);
  }

  report(stage: string, fraction: number, message?: string): void {
    let before = 0;
    const found = this.context.pipeline.stages.find((each) => {
      if (each.name === stage) return true;
      before += each.share;
      return false;
    });
    if (!found) throw new Error(`Cannot report stage '${stage}': ${this.context.pipeline.kind} has no such stage`);
    this.#stage = stage;
    this.#progress = Math.min(1, before + found.share * Math.min(1, Math.max(0, fraction)));
    if (message !== undefined) this.#message = message;
  }

  fileDone(index: number, error?: { type: string; detail: string }): void {
    const file = this.context.assignment.files[index];
    if (!file) throw new RangeError(`Cannot finish file ${index}: the job has ${this.files.length} files`);
    this.#done.push({ id: file.id, error: error ?? null });
  }

  /** What the steps since the last call have told. */
  takeReport(cursor?: Json): StepReport {
    const report: StepReport = {
      ...this.peek(),
      ...(cursor !== undefined && { cursor }),
      files: this.#written,
      done: this.#done,
    };
    this.#written = [];
    this.#done = [];
    return report;
  }

  /** Where the job is now, for the time between checkpoints. */
  peek(): StepReport {
    const seconds = this.context.pipeline.stages.find((stage) => stage.name === this.#stage)?.timeoutSeconds;
    return {
      ...(this.#stage !== undefined && { stage: this.#stage }),
      ...(seconds !== undefined && { stage_seconds: seconds }),
      progress: this.#progress,
      ...(this.#message !== undefined && { message: this.#message }),
    };
  }

  #partPath(name: string, generation: number): string {
    return `${jobFolder(this.context.assignment.job)}parts/${generation}/${checked(name)}`;
  }

  #inputFile(file: AssignedFile): InputFile {
    const { store } = this.context;
    let whole: Promise<Uint8Array<ArrayBuffer>> | undefined;
    return {
      id: file.id,
      name: file.name,
      mediaType: file.media_type,
      bytes: file.bytes,
      read: () => whole ??= this.#io(store.read(file.bucket, file.path)),
      readRange: (start, end) => this.#io(store.readRange(file.bucket, file.path, start, end)),
    };
  }

  async #put(path: string, content: Content, mediaType: string): Promise<number> {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await this.#io(this.context.store.write(RESULTS_BUCKET, path, bytes, mediaType));
    return bytes.length;
  }

  /** Counted as work, not as waiting: making the pieces and sending them takes turns. */
  async #putPieces(path: string, pieces: AsyncIterable<Uint8Array>, mediaType: string): Promise<number> {
    let bytes = 0, failure: unknown;
    const body = ReadableStream.from(async function* () {
      try {
        for await (const piece of pieces) {
          bytes += piece.length;
          yield piece;
        }
      } catch (error) {
        failure = error;
        throw error;
      }
    }());
    try {
      await this.context.store.write(RESULTS_BUCKET, path, body, mediaType);
    } catch (error) {
      // What went wrong with a piece is told, not that sending broke off because of it.
      throw failure ?? error;
    }
    return bytes;
  }
}

function checked(name: string): string {
  if (!OUTPUT_NAME.test(name)) {
    throw new Error(`Cannot write '${name}': not a name of lower-case words, digits, - _ . /`);
  }
  return name;
}
