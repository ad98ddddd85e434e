/**
 * Whether files made to do harm end as they should: completed, or failed with an error that says what is wrong.
 *
 * @module
 */
import { JobError } from "../../supabase/functions/_shared/jobs/errors.ts";
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";

interface Expected {
  readonly file: string;
  /** `complete`, `reject:REASON`, `either` or `either:MORE`. */
  readonly expect: string;
}

/** What a reason is called here. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  encrypted: ["encrypted_pdf"],
  empty: ["empty_file"],
  type: ["not_a_pdf"],
  corrupt: ["corrupt_pdf"],
  "no pages": ["empty_pdf"],
};

export async function evaluateHostile(folder: string, only: string): Promise<void> {
  const text = await Deno.readTextFile(`${folder}/expected.json`).catch(() => undefined);
  if (text === undefined) return console.error(`There are no hostile files in ${folder}: none was tried.`);
  const files = (JSON.parse(text) as Expected[]).filter(({ file }) => file.endsWith(".pdf") && file.includes(only));
  let asExpected = 0;
  for (const { file, expect } of files) {
    const data = await Deno.readFile(`${folder}/${file}`).catch(() => undefined);
    if (!data) continue;
    const started = performance.now();
    const type = await outcomeOf(data);
    const ok = isExpected(expect, type);
    if (ok) asExpected++;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (!ok || only) console.log(`${file.padEnd(52)} ${type}, expected ${expect}, ${seconds} s`);
  }
  console.log(`Hostile PDFs: ${asExpected} of ${files.length} end as expected`);
}

async function outcomeOf(data: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    await runToEnd(pdfToCsv, { files: [{ name: "hostile.pdf", data }] });
    return "complete";
  } catch (error) {
    if (error instanceof JobError && !error.transient) return error.type;
    return `crash: ${error}`;
  }
}

function isExpected(expect: string, type: string): boolean {
  if (type.startsWith("crash")) return false;
  if (expect.startsWith("either")) return true;
  // Pictures without text have none to give.
  if (expect === "complete") return type === "complete" || type === "no_text";
  return TYPES[expect.slice("reject:".length)]?.includes(type) ?? false;
}
