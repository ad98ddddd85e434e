/**
 * Runs a pipeline over a file in one process, its parts and outputs on the disk: nothing but the pipeline takes memory.
 *
 * @module
 */
import process from "node:process";
import { joined } from "../../supabase/functions/_shared/documents/bytes.ts";
import type { AnyPipeline, Json, Run } from "../../supabase/functions/_shared/pipelines/pipeline.ts";

export interface DiskRun {
  readonly summary: { readonly [key: string]: Json };
  /** CPU milliseconds of each step. */
  readonly steps: number[];
  /** Bytes of parts and outputs. */
  readonly written: number;
  /** The most that parts took at a time, in bytes. */
  readonly mostKept: number;
}

export async function runOnDisk(pipeline: AnyPipeline, path: string, mediaType: string): Promise<DiskRun> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const folder = await Deno.makeTempDir({ prefix: "docmill-bench-" });
  const kept = new Map<string, number>();
  let written = 0, mostKept = 0;
  const at = (name: string) => `${folder}/${name.replaceAll("/", "_")}`;
  const put = async (name: string, content: Uint8Array<ArrayBuffer> | string) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(at(name), bytes);
    written += bytes.length;
    return bytes.length;
  };
  const readRange = async (start: number, end: number) => {
    const bytes = new Uint8Array(Math.min(end, size) - start);
    await file.seek(start, Deno.SeekMode.Start);
    for (let read = 0; read < bytes.length;) read += await file.read(bytes.subarray(read)) ?? bytes.length;
    return bytes;
  };
  const name = path.split("/").at(-1)!;
  const run: Run<unknown> = {
    files: [{ id: path, name, mediaType, bytes: size, read: () => readRange(0, size), readRange }],
    options: pipeline.options.parse({}),
    budget: { remainingCpuMs: () => 1000, scale: 1 },
    signal: new AbortController().signal,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    write: async (name, content) => {
      const isWhole = typeof content === "string" || content instanceof Uint8Array;
      await put(`output-${name}`, isWhole ? content : joined(await Array.fromAsync(content)));
    },
    writePart: async (name, content) => {
      kept.set(name, await put(name, content));
      mostKept = Math.max(mostKept, kept.values().reduce((sum, bytes) => sum + bytes, 0));
    },
    writeAsset: async (name, content) => {
      await put(`asset-${name}`, content);
      return name;
    },
    publish: () => Promise.reject(new Error("There is nobody to publish to.")),
    readPart: (name) => Deno.readFile(at(name)),
    dropParts: async (names) => {
      for (const name of names) if (kept.delete(name)) await Deno.remove(at(name));
    },
    report: () => {},
    fileDone: () => {},
    waitFor: (answer) => answer,
  };
  try {
    const steps: number[] = [];
    let cursor: Json | undefined;
    for (;;) {
      const before = process.cpuUsage();
      const answer = await pipeline.step(run, cursor);
      const { user, system } = process.cpuUsage(before);
      steps.push((user + system) / 1000);
      if ("done" in answer) return { summary: answer.done, steps, written, mostKept };
      cursor = answer.next;
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
