/**
 * What is read: the documents of the evaluation data that are no race charts. They are not part of the project.
 *
 * @module
 */
export const DATA = new URL("../../../../shared/data/tables", import.meta.url).pathname;

const FOLDERS = ["icdar2013", "tabula"];

/** The documents' paths; none where the data are not there. */
export async function documents(): Promise<string[]> {
  return (await Promise.all(FOLDERS.map(pdfsIn))).flat();
}

async function pdfsIn(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(`${DATA}/${folder}`));
    return entries.map(({ name }) => `${DATA}/${folder}/${name}`).filter((path) => path.endsWith(".pdf")).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
