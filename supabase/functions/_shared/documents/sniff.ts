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
  return (await fileTypeFromBuffer(head))?.mime ?? (isText(head) ? "text/plain" : "application/octet-stream");
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
