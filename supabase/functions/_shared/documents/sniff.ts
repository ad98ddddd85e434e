/**
 * What a file is, told from its first bytes and never from its name.
 *
 * @module
 */
import { fileTypeFromBuffer } from "file-type";

/** How many bytes {@link sniff} wants to see. */
export const SNIFF_BYTES = 4100;

/**
 * @param head the first {@link SNIFF_BYTES} bytes, or the whole file when it is shorter
 * @returns its media type; `application/octet-stream` when it cannot be told
 */
export async function sniff(head: Uint8Array): Promise<string> {
  // Readers accept a PDF header anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1), mail gateways put some
  // text before it; a signature at byte 0 alone would turn such files away.
  const start = new TextDecoder("latin1").decode(head.subarray(0, 1024));
  if (start.includes("%PDF-")) return "application/pdf";
  const known = (await fileTypeFromBuffer(head))?.mime;
  if (known && !known.endsWith("/xml")) return known;
  if (!isText(head)) return known ?? "application/octet-stream";
  return HTML.test(start) ? "text/html" : isMail(start) ? "message/rfc822" : known ?? "text/plain";
}

/** After marks of order and what may stand before the root, an element that only a page begins with. */
const HTML =
  /^(?:\u00ef\u00bb\u00bf)?(?:\s|<\?xml[^>]*>|<!--[^>]*-->)*<(?:!doctype\s+html|html|head|body|title|meta|style|table|div|section|article|main|header|h[1-6]|ul|ol|p)[\s>]/i;

/** Fields as RFC 5322 has them: one that only a mail has, or the sender beside another. */
function isMail(start: string): boolean {
  const [head = "", ...body] = start.replace(/^From \S+ .*\r?\n/, "").split(/\r?\n\r?\n/);
  const fields = head.split(/\r?\n(?![ \t])/);
  // The head may go on beyond what is seen, in the midst of a field.
  if (body.length === 0 && !fields.at(-1)!.includes(":")) fields.pop();
  if (!fields.every((field) => /^[!-9;-~]+:/.test(field))) return false;
  const names = new Set(fields.map((field) => field.slice(0, field.indexOf(":")).toLowerCase()));
  return ["message-id", "received", "mime-version", "return-path"].some((name) => names.has(name)) ||
    names.has("from") && ["to", "date", "subject"].some((name) => names.has(name));
}

/** No control characters but those of text; in UTF-16 every other byte may be NUL. */
function isText(head: Uint8Array): boolean {
  const isWide = head[0] === 0xff && head[1] === 0xfe || head[0] === 0xfe && head[1] === 0xff;
  if (isWide) return true;
  let controls = 0;
  const nuls = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) nuls[i % 2]!++;
    else if (byte < 9 || byte > 13 && byte < 32 && byte !== 27) controls++;
  });
  const [least, most] = [Math.min(...nuls), Math.max(...nuls)];
  return head.length > 0 && controls === 0 && (most === 0 || least === 0 && most > head.length * 0.2);
}
