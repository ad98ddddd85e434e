/**
 * Why a PDF cannot be opened, in a sentence for its owner.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { RangedFile } from "./file_ranges.ts";

/**
 * @param error what pdf.js threw
 * @param head where `%PDF-` stands if it stands anywhere
 */
export function unreadablePdf(
  error: unknown,
  { name, password }: Pick<RangedFile, "name" | "password">,
  head: Uint8Array,
): JobError {
  if (error instanceof JobError) return error;
  const { name: kind, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (kind === "PasswordException" || /encrypt|password|security handler/i.test(message)) {
    return new JobError("encrypted_pdf", `Cannot read ${name}: ${lockedBy(password)}`, { cause: error });
  }
  if (/empty|no pages/i.test(message) && /page/i.test(message)) {
    return new JobError("empty_pdf", `Cannot read ${name}: it has no pages.`, { cause: error });
  }
  if (!new TextDecoder("latin1").decode(head).includes("%PDF-")) {
    return new JobError("not_a_pdf", `Cannot read ${name}: it is not a PDF. Upload a PDF.`, { cause: error });
  }
  return new JobError(
    "corrupt_pdf",
    `Cannot read ${name}: it is damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    { cause: error },
  );
}

function lockedBy(password: string | undefined): string {
  if (password === undefined) return "it is password-protected. Remove the password and upload it again.";
  return password === ""
    ? "it is password-protected. Give its password in the options and upload it again."
    : "the password is wrong. Give the right one in the options and upload it again.";
}
