/**
 * The outline of a file that is too large for memory, made window by window and kept as parts; see hold_out.ts.
 *
 * @module
 */
import { joined } from "../../../documents/bytes.ts";
import { JobError } from "../../../jobs/errors.ts";
import type { InputFile, Run } from "../../pipeline.ts";
import { checkParts } from "../size.ts";
import { holdOut, type Range } from "./hold_out.ts";

/** How far an outline is. */
export type Outline = {
  /** The first byte of the file that has not been looked at. */
  at: number;
  parts: number;
  /** Streams that were held out. */
  held: number;
  bytes: number;
};

export const NO_OUTLINE: Outline = { at: 0, parts: 0, held: 0, bytes: 0 };

/** What is taken apart and written in memory, like a file of this size. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Goes on for one window.
 *
 * @throws JobError `too_complex`
 */
export async function goOnWithOutline(run: Run<unknown>, file: InputFile, before: Outline): Promise<Outline> {
  const { kept, held, at } = await holdOut(file, before.at, before.held);
  const bytes = before.bytes + kept.length;
  if (bytes > MAX_BYTES) throw tooComplex(file.name);
  await run.writePart(outlineName(before.parts), kept);
  await run.writePart(heldName(before.parts), JSON.stringify(held));
  const outline = { at, parts: before.parts + 1, held: before.held + held.length, bytes };
  if (at >= file.bytes) checkParts(await readOutline(run, outline.parts), file.name);
  return outline;
}

function tooComplex(name: string): JobError {
  return new JobError(
    "too_complex",
    `Cannot make a form of ${name}: more than ${
      MAX_BYTES >> 20
    } MB of it are neither pictures nor pages nor fonts. Print it to a new PDF and upload that.`,
  );
}

/** @param parts of the outline */
export async function readOutline(run: Run<unknown>, parts: number): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  for (let i = 0; i < parts; i++) all.push(await run.readPart(outlineName(i)));
  return joined(all);
}

/** Where in the file the data of its streams are. */
export async function readHeld(run: Run<unknown>, parts: number): Promise<Range[]> {
  const all: Range[] = [];
  for (let i = 0; i < parts; i++) {
    for (const range of JSON.parse(new TextDecoder().decode(await run.readPart(heldName(i))))) all.push(range);
  }
  return all;
}

const outlineName = (part: number): string => `outline/${part}.pdf`;
const heldName = (part: number): string => `outline/${part}.json`;
