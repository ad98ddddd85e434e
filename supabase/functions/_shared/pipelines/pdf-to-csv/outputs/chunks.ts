/**
 * Output files that grow chunk by chunk: a step's chunk is a part of its own, and at last all are joined.
 *
 * @module
 */
import { joined, release } from "../../../documents/bytes.ts";
import type { Run } from "../../pipeline.ts";

export class Chunks {
  readonly #pieces = new Map<string, Uint8Array[]>();
  readonly #encoder = new TextEncoder();

  append(output: string, content: string | Uint8Array): void {
    const pieces = this.#pieces.get(output) ?? [];
    pieces.push(typeof content === "string" ? this.#encoder.encode(content) : content);
    this.#pieces.set(output, pieces);
  }

  /** All that was appended to an output. */
  all(output: string): Uint8Array<ArrayBuffer> {
    return joined(this.#pieces.get(output) ?? []);
  }

  /** Keeps the `index`th chunk of each of these outputs, an empty one where nothing was appended. */
  async keep(run: Pick<Run<unknown>, "writePart">, outputs: readonly string[], index: number): Promise<void> {
    for (const output of outputs) await run.writePart(chunkName(output, index), this.all(output));
  }
}

/** Joins an output's chunks and writes it. */
export async function writeOutput(run: Run<unknown>, output: string, mediaType: string, chunks: number): Promise<void> {
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < chunks; i++) pieces.push(await run.readPart(chunkName(output, i)));
  const whole = joined(pieces);
  pieces.forEach(release);
  await run.write(output, whole, mediaType);
  release(whole);
}

const chunkName = (output: string, index: number): string => `chunks/${output}.${index}`;
