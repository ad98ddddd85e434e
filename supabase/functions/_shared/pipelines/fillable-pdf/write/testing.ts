/**
 * Looks whether a PDF is well made, for tests: by qpdf where it is installed, and in any case by following its table of
 * objects.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** What is wrong with a file that has its table of objects in plain sight; empty when nothing is. */
export async function complaintsAbout(data: Uint8Array): Promise<string[]> {
  return [...complaintsAboutTable(Buffer.from(data)), ...await complaintsOfQpdf(data)];
}

function complaintsAboutTable(file: Buffer): string[] {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString("latin1", file.length - 64))?.[1] ?? NaN);
  if (file.toString("latin1", start, start + 5) !== "xref\n") return [`There is no table at ${start}.`];
  const complaints: string[] = [];
  let number = 0;
  for (const line of file.toString("latin1", start + 5).split("\n")) {
    const [, first] = /^(\d+) \d+$/.exec(line) ?? [];
    if (first !== undefined) number = Number(first);
    const [, at, generation, use] = /^(\d{10}) (\d{5}) ([nf]) $/.exec(line) ?? [];
    if (at === undefined) continue;
    const head = `${number} ${Number(generation)} obj\n`;
    if (use === "n" && file.toString("latin1", Number(at), Number(at) + head.length) !== head) {
      complaints.push(`Object ${number} is not at ${at}.`);
    }
    number++;
  }
  return complaints;
}

async function complaintsOfQpdf(data: Uint8Array): Promise<string[]> {
  const path = await Deno.makeTempFile({ suffix: ".pdf" });
  try {
    await Deno.writeFile(path, data);
    const { code, stdout, stderr } = await new Deno.Command("qpdf", { args: ["--check", path] }).output();
    return code === 0 ? [] : [new TextDecoder().decode(new Uint8Array([...stdout, ...stderr]))];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  } finally {
    await Deno.remove(path);
  }
}
