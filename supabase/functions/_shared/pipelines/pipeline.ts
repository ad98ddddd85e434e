/**
 * What a pipeline is. A pipeline turns input files into output files in bounded steps; it knows nothing of queues,
 * HTTP or Supabase. The engine knows nothing of documents.
 *
 * A step is small enough for hosted limits (aim at 0.3 s, never over 0.7 s of CPU), reads its inputs, writes its
 * outputs under names that follow from its cursor, and returns the next cursor. So repeating a step repeats its effect
 * and nothing else: the engine promises at-least-once steps and exactly one outcome.
 *
 * @module
 */
import type { z } from "zod";
import type { JobKind } from "../jobs/job.ts";
import type { Logger } from "../platform/log.ts";

export type { Logger };

/** What a cursor and a summary may hold: they are kept as jsonb. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One part of a pipeline, as shown to the user. */
export interface Stage {
  readonly name: string;
  /** Share of the job's progress, 0..1; the shares of a pipeline's stages sum to 1. */
  readonly share: number;
  /** After this long in the stage the job fails with `stage_timeout`. */
  readonly timeoutSeconds: number;
}

/** An uploaded file. `name` is what the user called it: for messages only, never for paths. */
export interface InputFile {
  /** The same in each invocation of the job, and no other file's. */
  readonly id: string;
  readonly name: string;
  /** Found from the content, not from the name. */
  readonly mediaType: string;
  readonly bytes: number;
  /** The whole file. Kept for the steps of one invocation, so a second call costs nothing. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
  /** Bytes `start` (inclusive) to `end` (exclusive). */
  readRange(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What is written: a text as UTF-8. */
export type Content = Uint8Array<ArrayBuffer> | string;

/** How much may still be done in this invocation. */
export interface Budget {
  /** Estimated CPU milliseconds that a step may still use; a step that can be cut anywhere stops when it reaches 0. */
  remainingCpuMs(): number;
  /** 1 normally; halved with each loss (the platform killed the isolate, or it crashed): multiply slice sizes by it. */
  readonly scale: number;
}

/** What a step is given. */
export interface Run<Options> {
  readonly files: readonly InputFile[];
  readonly options: Options;
  readonly budget: Budget;
  /** Aborted when the lease is lost or the job is cancelled: stop, the work is void. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /**
   * Writes an output file the user can download. The same name replaces the former content.
   * `name` is chosen by the pipeline: lower case, digits, `-`, `_`, `.` and `/`. What is too large for memory is given as
   * its pieces, which are asked for one by one.
   */
  write(name: string, content: Content | AsyncIterable<Uint8Array>, mediaType: string): Promise<void>;
  /** Writes an intermediate part: kept until the job ends, never shown. Names as for {@link write}. */
  writePart(name: string, content: Content): Promise<void>;
  /** Reads a part written by an earlier step of this job. */
  readPart(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Removes parts before the job ends, so that a long job does not fill the storage. Only parts that no step from this
   * step's cursor on reads: the step may be repeated. Those that are not there are no error.
   */
  dropParts(names: readonly string[]): Promise<void>;
  /**
   * Waits for an answer from outside, such as a language model's: this time is not counted as CPU. Without it a step that
   * waits for seconds would seem to have used up its isolate.
   */
  waitFor<T>(answer: Promise<T>): Promise<T>;
  /**
   * Writes a picture for the client's pages into the bucket `extractions`: kept as long as the job, no result by itself.
   * @returns its path in the bucket
   */
  writeAsset(name: string, content: Uint8Array<ArrayBuffer>, mediaType: string): Promise<string>;
  /** Makes these rows what the job has found, all at once, in place of those of an earlier run; see the kind's README. */
  publish(rows: readonly Json[]): Promise<void>;
  /** Tells where the job is: stage, fraction 0..1 of that stage, and a sentence such as "Page 12 of 300". */
  report(stage: string, fraction: number, message?: string): void;
  /** Tells the outcome for one input file (index into `files`): counts it as processed and shows it in the client. */
  fileDone(index: number, error?: { type: string; detail: string }): void;
}

/** A step's answer: go on from this cursor. */
export interface Next<Cursor extends Json> {
  readonly next: Cursor;
}

/** A step's answer: the job is completed. The summary is small (a few hundred bytes) and shown to the user. */
export interface Done<Summary extends { [key: string]: Json }> {
  readonly done: Summary;
}

export interface Pipeline<Options, Cursor extends Json, Summary extends { [key: string]: Json }> {
  readonly kind: JobKind;
  /** One schema serves validation in the API (see option_schemas.ts), the engine, and the form in the client. */
  readonly options: z.ZodType<Options>;
  readonly stages: readonly Stage[];
  /** The output that "Download" means, e.g. `table.csv`. */
  readonly mainOutput: string;
  /** One bounded step. `cursor` is undefined in a job's first step. */
  step(run: Run<Options>, cursor: Cursor | undefined): Promise<Next<Cursor> | Done<Summary>>;
}

/** A pipeline whose types are not known to the caller: what the registry hands to the engine. */
// deno-lint-ignore no-explicit-any
export type AnyPipeline = Pipeline<any, any, any>;
