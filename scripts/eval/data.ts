/**
 * What an evaluation is asked for, and the documents that it looks at. They are no part of the project: without them
 * nothing is measured, and that is said.
 *
 * @module
 */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { EVALUATION_DATA } from "../folders.ts";

const COMMON = {
  /** The folder that holds one folder for each sort of documents. */
  data: { type: "string", default: EVALUATION_DATA },
  /** A part of the names of those that are looked at. */
  only: { type: "string", default: "" },
} as const;

/** The values of the options that every evaluation takes and of `own`, in the form of `parseArgs`. */
export function settingsOf<const Own extends ParseArgsOptionsConfig>(args: readonly string[], own: Own) {
  return parseArgs({ args: [...args], options: { ...COMMON, ...own } }).values;
}

/** The names, without `ending`, of the folder's files that have it, in order; undefined when there is no such folder. */
export async function namesIn(folder: string, ending: string, only = ""): Promise<string[] | undefined> {
  try {
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
    return names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length))
      .filter((name) => name.includes(only)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Says that there is nothing to evaluate on. @returns the exit code: it is no failure */
export function nothingMeasured(folder: string): 0 {
  console.error(`There is no evaluation data in ${folder}: nothing was measured.`);
  return 0;
}
