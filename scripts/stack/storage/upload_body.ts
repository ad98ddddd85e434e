/**
 * What a request brings to be stored: the body itself, or the file part of a form. Nothing is held in memory.
 *
 * @module
 */
import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import { Readable } from "node:stream";
import { invalidRequest, tooLarge } from "./errors.ts";

export interface UploadBody {
  bytes: AsyncIterable<Uint8Array>;
  mimeType: string;
  cacheControl: string;
  userMetadata: Record<string, unknown> | null;
  /** Bytes, where the request says so before they come. */
  declaredLength: number | undefined;
}

const MAX_USER_METADATA = 1024 * 1024;
const MAX_FIELDS = 10;
// A megabyte for one field, and some for the multipart frame around it.
const MAX_FIELD_SIZE = MAX_USER_METADATA + 1024;

export async function readUploadBody(request: Request): Promise<UploadBody> {
  const contentType = request.headers.get("content-type") ?? "application/octet-stream";
  if (/^multipart\/form-data/i.test(contentType)) return await readForm(request, contentType);
  const encodedMetadata = request.headers.get("x-metadata");
  const length = request.headers.get("content-length");
  return {
    bytes: request.body ?? Readable.from([]),
    mimeType: contentType,
    cacheControl: request.headers.get("cache-control") ?? "no-cache",
    userMetadata: encodedMetadata === null ? null : parseUserMetadata(decodeBase64(encodedMetadata)),
    declaredLength: length === null ? undefined : Number(length),
  };
}

/** Custom metadata that is not a JSON object is dropped, as on hosted. */
export function parseUserMetadata(json: string): Record<string, unknown> | null {
  if (json.length > MAX_USER_METADATA) throw tooLarge("user_metadata");
  try {
    const value = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Reads up to the file part, whose bytes then flow as they are asked for. Fields count only before the file. */
function readForm(request: Request, contentType: string): Promise<UploadBody> {
  if (!request.body) throw invalidRequest("No content provided");
  const fields = new Map<string, string>();
  const headers: BusboyHeaders = { "content-type": contentType };
  const limits = { files: 1, fields: MAX_FIELDS, fieldSize: MAX_FIELD_SIZE };
  const body = request.body;
  return new Promise((resolve, reject) => {
    const form = new Busboy({ headers, limits });
    form.on("field", (name, value) => fields.set(name, value));
    form.on("file", (_name, file, _fileName, _encoding, fileType) => {
      try {
        const cacheTime = fields.get("cacheControl");
        const metadata = fields.get("metadata") ?? fields.get("userMetadata");
        resolve({
          bytes: file,
          mimeType: fields.get("contentType") ?? fileType,
          cacheControl: cacheTime ? `max-age=${cacheTime}` : "no-cache",
          userMetadata: metadata === undefined ? null : parseUserMetadata(metadata),
          declaredLength: undefined,
        });
      } catch (error) {
        file.resume();
        reject(error);
      }
    });
    form.on("finish", () => reject(invalidRequest("No content provided")));
    const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    const fail = (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      reject(invalidRequest(`Cannot read the form: ${message}`));
      form.destroy(error instanceof Error ? error : new Error(message));
    };
    source.on("error", fail);
    form.on("error", fail);
    source.pipe(form);
  });
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
  } catch {
    return "";
  }
}
