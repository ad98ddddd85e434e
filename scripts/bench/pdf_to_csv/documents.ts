/**
 * What is read: the documents of the evaluation data that are no race charts. They are not part of the project.
 *
 * @module
 */
import { join } from "node:path";
import { namesIn } from "../../eval/data.ts";
import { EVALUATION_DATA } from "../../folders.ts";

export const DATA = join(EVALUATION_DATA, "tables");

const FOLDERS = ["icdar2013", "tabula"];

/** The documents' paths; none where the data are not there. */
export async function documents(): Promise<string[]> {
  return (await Promise.all(FOLDERS.map(pdfsIn))).flat();
}

async function pdfsIn(folder: string): Promise<string[]> {
  return (await namesIn(join(DATA, folder), ".pdf") ?? []).map((name) => join(DATA, folder, `${name}.pdf`));
}
