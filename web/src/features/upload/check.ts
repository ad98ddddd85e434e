import type { JobKind } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { KINDS } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import { Problem } from "../../api/problem.ts";
import { formatBytes } from "../../ui/format.ts";
import { ALL_KINDS } from "../kinds.ts";
import type { UploadSettings } from "./upload_queue.ts";

/**
 * Looks at a file before it is sent, as the server will: its size and what its content is, whatever its name says.
 *
 * @returns its media type
 * @throws Problem with a sentence that says what to do
 */
export async function checkFile(file: File, kind: JobKind): Promise<string> {
  const { maxFileBytes, accepts, readsOthers } = KINDS[kind];
  if (file.size === 0 && !readsOthers) {
    throw new Problem("empty_file", `${file.name} is empty. Choose a file with content.`);
  }
  if (file.size > maxFileBytes) {
    const [size, limit] = [file.size, maxFileBytes].map(formatBytes);
    throw new Problem("too_large", `${file.name} has ${size}; the limit is ${limit}. Split it and try again.`);
  }
  // Loaded with the first file: knowing every signature is heavy, and the page should not wait for it.
  const { sniff, SNIFF_BYTES } = await import("../../../../supabase/functions/_shared/documents/sniff.ts");
  const mediaType = await sniff(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
  if (readsOthers || accepts.includes(mediaType)) return mediaType;
  throw new Problem("unsupported_media_type", `${file.name} is not a ${formatsOf(kind)} file. ${whatElse(mediaType)}`);
}

/** "PDF", or "CSV, TSV or XLSX": what a kind takes, in words. */
export function formatsOf(kind: JobKind): string {
  const { formats, accepts } = KINDS[kind];
  return formats ?? accepts.map((type) => type.split("/").at(-1)?.toUpperCase()).join(" or ");
}

function whatElse(mediaType: string): string {
  const others = ALL_KINDS.filter(({ accepts }) => accepts.includes(mediaType)).map(({ label }) => `"${label}"`);
  return others.length > 0 ? `Choose another file, or ${others.join(" or ")} for this one.` : "Choose another file.";
}

/** @throws Problem that names the option and what is wrong with it */
export async function checkOptions({ kind, options }: UploadSettings): Promise<void> {
  if (Object.keys(options).length === 0) return;
  const { mistakesIn } = await import("../options/fields.ts");
  const [mistake] = Object.entries(mistakesIn(kind, options));
  if (mistake) throw new Problem("invalid_options", `The option "${mistake[0]}" is wrong: ${mistake[1]}.`);
}
