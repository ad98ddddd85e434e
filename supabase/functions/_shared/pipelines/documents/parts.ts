/**
 * Parts of a job as JSON.
 *
 * @module
 */
import type { Run } from "../pipeline.ts";

export type Parts = Pick<Run<unknown>, "readPart" | "writePart">;

export async function readJson<T>(run: Parts, name: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(name)));
}

export function writeJson(run: Parts, name: string, value: unknown): Promise<void> {
  return run.writePart(name, JSON.stringify(value));
}
