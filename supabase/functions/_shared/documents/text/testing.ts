import type { TextFile } from "./text_document.ts";

/** A file in memory. */
export function textFile(name: string, mediaType: string, content: string | Uint8Array<ArrayBuffer>): TextFile {
  const data = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    mediaType,
    bytes: data.length,
    readRange: (start, end) => Promise.resolve(data.slice(start, end)),
  };
}
