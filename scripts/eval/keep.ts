/**
 * Keeping the results of an evaluation, to look at them or to compare them with others'.
 *
 * @module
 */
import { dirname } from "node:path";

/** Writes a file and the folders that it stands in. */
export async function keep(path: string, content: string | Uint8Array): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await (typeof content === "string" ? Deno.writeTextFile(path, content) : Deno.writeFile(path, content));
}
