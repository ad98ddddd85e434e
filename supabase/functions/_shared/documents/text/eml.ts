/**
 * A mail: who wrote what to whom, and what was attached. Attachments are named and not opened.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { htmlText } from "./html.ts";
import { LineBuilder, plain } from "./line_builder.ts";
import { type Attachment, MOST_CHARACTERS, type TextDocument, type TextFile } from "./text_document.ts";

/** Texts come first, attachments after them. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_ATTACHMENTS = 200;
/** A mail within a mail within a mail. */
const MOST_NESTED = 20;
const MOST_HEADER_BYTES = 256 * 1024;

export async function readEml(file: TextFile): Promise<TextDocument> {
  const bytes = await file.readRange(0, Math.min(file.bytes, MOST_BYTES));
  const mail = await parse(file, bytes);
  const lines = new LineBuilder(MOST_CHARACTERS);
  const header = (name: string, value: string | undefined) => {
    if (!value?.trim()) return;
    lines.block();
    lines.add(`${name}: ${value}`);
  };
  header("From", mail.from && people([mail.from]));
  header("To", people(mail.to));
  header("Cc", people(mail.cc));
  header("Date", mail.date);
  header("Subject", mail.subject);
  lines.paragraph();
  const body = bodyOf(mail);
  lines.addAsIs(body.text);
  const attachments = mail.attachments.slice(0, MOST_ATTACHMENTS).flatMap(attachmentOf);
  if (attachments.length > 0) {
    lines.paragraph();
    for (const { name } of attachments) header("Attachment", name);
  }
  return {
    text: lines.text(),
    title: mail.subject ? plain(mail.subject).replaceAll(/\s+/g, " ").trim().slice(0, 300) || null : null,
    isCut: body.isCut || lines.isFull || bytes.length < file.bytes,
    attachments,
  };
}

/** Loaded with the first mail. */
const postalMime = () => import("postal-mime");
type Email = Awaited<ReturnType<Awaited<ReturnType<typeof postalMime>>["default"]["parse"]>>;

async function parse(file: TextFile, bytes: Uint8Array<ArrayBuffer>): Promise<Email> {
  const { default: PostalMime } = await postalMime();
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: MOST_NESTED, maxHeadersSize: MOST_HEADER_BYTES });
  } catch (cause) {
    throw new JobError(
      "corrupt_file",
      `Cannot read ${file.name}: it is no mail, or it is damaged. Save the mail anew from a mail program and upload that.`,
      { cause },
    );
  }
}

/** As plain text where the sender wrote some: HTML hides more easily what is not meant for a reader. */
function bodyOf({ text, html }: Email): { text: string; isCut: boolean } {
  if (text?.trim() || !html) {
    const whole = plain(text ?? "");
    return { text: whole.slice(0, MOST_CHARACTERS), isCut: whole.length > MOST_CHARACTERS };
  }
  return htmlText(html);
}

function people(addresses: Email["to"]): string {
  return (addresses ?? []).slice(0, 100).flatMap((each): string[] => {
    if (each.group) return [people(each.group)];
    return [each.name ? `${each.name} <${each.address ?? ""}>` : each.address ?? ""];
  }).filter((name) => name !== "").join(", ");
}

function attachmentOf(attachment: Email["attachments"][number]): Attachment[] {
  const { filename, mimeType, content, disposition, related } = attachment;
  // Pictures of the mail's own letterhead and signature.
  if (related && disposition !== "attachment") return [];
  const bytes = typeof content === "string" ? content.length : content.byteLength;
  return [{
    name: plain(filename ?? "").replaceAll(/\s+/g, " ").slice(0, 200) || "unnamed",
    mediaType: mimeType,
    bytes,
  }];
}
