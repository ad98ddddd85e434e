/**
 * Where evaluation data is. It is no part of the project: without it nothing is measured, and that is said.
 *
 * @module
 */

/** The option `--data`, which every evaluation takes: the folder that holds one folder for each kind. */
export const DATA_OPTION = {
  type: "string",
  default: new URL("../../../shared/data", import.meta.url).pathname,
} as const;

/** Says that there is nothing to evaluate on. @returns the exit code: it is no failure */
export function nothingMeasured(folder: string): 0 {
  console.error(`There is no evaluation data in ${folder}: nothing was measured.`);
  return 0;
}
