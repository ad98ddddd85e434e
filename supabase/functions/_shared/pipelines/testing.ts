/**
 * Runs a pipeline in memory, for tests: no database, no storage, the same contract.
 *
 * @module
 */
import { joined } from "../documents/bytes.ts";
import type { AnyPipeline, Content, InputFile, Json, Logger, Run } from "./pipeline.ts";

export interface MemoryFile {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
  /** Defaults to `application/pdf`. */
  readonly mediaType?: string;
}

export interface MemoryRunOptions {
  readonly files: readonly MemoryFile[];
  /** As a user gives them: the pipeline's schema parses them. */
  readonly options?: Record<string, unknown>;
  /** As after kills by the platform; 1 unless told. */
  readonly scale?: number;
  readonly signal?: AbortSignal;
}

export interface MemoryOutput {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

export interface Report {
  readonly stage: string;
  readonly fraction: number;
  readonly message: string | undefined;
}

export class MemoryRun {
  readonly outputs = new Map<string, MemoryOutput>();
  readonly parts = new Map<string, Uint8Array<ArrayBuffer>>();
  /** By their paths. */
  readonly assets = new Map<string, MemoryOutput>();
  /** What was published last. */
  rows: readonly Json[] | undefined;
  readonly reports: Report[] = [];
  readonly filesDone: { index: number; error: { type: string; detail: string } | undefined }[] = [];
  readonly run: Run<unknown>;

  constructor(pipeline: AnyPipeline, setup: MemoryRunOptions) {
    this.run = {
      files: setup.files.map(inputFile),
      options: pipeline.options.parse(setup.options ?? {}),
      budget: { remainingCpuMs: () => 1_000, scale: setup.scale ?? 1 },
      signal: setup.signal ?? new AbortController().signal,
      log: SILENT,
      write: async (name, content, mediaType) => {
        const isWhole = typeof content === "string" || content instanceof Uint8Array;
        const bytes = isWhole ? bytesOf(content) : joined(await Array.fromAsync(content));
        this.outputs.set(checkedName(name), { bytes, mediaType });
      },
      writePart: (name, content) => {
        this.parts.set(checkedName(name), bytesOf(content));
        return Promise.resolve();
      },
      readPart: (name) => {
        const part = this.parts.get(name);
        return part ? Promise.resolve(part.slice()) : Promise.reject(new Error(`No part is called ${name}.`));
      },
      dropParts: (names) => {
        for (const name of names) this.parts.delete(name);
        return Promise.resolve();
      },
      waitFor: (answer) => answer,
      writeAsset: (name, content, mediaType) => {
        this.assets.set(checkedName(name), { bytes: bytesOf(content), mediaType });
        return Promise.resolve(name);
      },
      publish: (rows) => {
        this.rows = structuredClone(rows);
        return Promise.resolve();
      },
      report: (stage, fraction, message) => {
        if (!pipeline.stages.some((known) => known.name === stage)) throw new Error(`${stage} is not a stage.`);
        this.reports.push({ stage, fraction, message });
      },
      fileDone: (index, error) => {
        this.filesDone.push({ index, error });
      },
    };
  }

  text(output: string): string {
    const found = this.outputs.get(output);
    if (!found) throw new Error(`There is no output ${output}, only ${[...this.outputs.keys()].join(", ") || "none"}.`);
    return new TextDecoder().decode(found.bytes);
  }
}

export interface FinishedRun extends MemoryRun {
  readonly summary: { [key: string]: Json };
  readonly steps: number;
  /** Milliseconds of the longest step. */
  readonly longestStep: number;
}

/**
 * Runs all steps. With `repeatSteps` each step is run twice from the same cursor, as after a crash between a step's
 * writes and its checkpoint. Cursors pass through JSON, as they do through the database.
 */
export async function runToEnd(
  pipeline: AnyPipeline,
  setup: MemoryRunOptions & { readonly repeatSteps?: boolean },
): Promise<FinishedRun> {
  const memory = new MemoryRun(pipeline, setup);
  let cursor: Json | undefined;
  let longestStep = 0;
  for (let steps = 1; steps <= 100_000; steps++) {
    if (setup.repeatSteps) await pipeline.step(memory.run, clone(cursor));
    const started = performance.now();
    const answer = await pipeline.step(memory.run, clone(cursor));
    longestStep = Math.max(longestStep, performance.now() - started);
    if ("done" in answer) return Object.assign(memory, { summary: answer.done, steps, longestStep });
    cursor = answer.next;
  }
  throw new Error("The pipeline does not come to an end.");
}

function clone(cursor: Json | undefined): Json | undefined {
  return cursor === undefined ? undefined : JSON.parse(JSON.stringify(cursor));
}

/** A file as a step is given it. */
export function fileOf(data: Uint8Array<ArrayBuffer>, name = "file.pdf"): InputFile {
  return inputFile({ name, data });
}

function inputFile(file: MemoryFile): InputFile {
  return {
    id: crypto.randomUUID(),
    name: file.name,
    mediaType: file.mediaType ?? "application/pdf",
    bytes: file.data.length,
    read: () => Promise.resolve(file.data.slice()),
    readRange: (start, end) => Promise.resolve(file.data.slice(start, end)),
  };
}

function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : content.slice();
}

function checkedName(name: string): string {
  if (!/^[a-z0-9\-_./]+$/.test(name) || name.includes("..")) throw new Error(`${name} is not a name for an output.`);
  return name;
}

const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
