/**
 * An object as an HTTP response: headers, ranges, conditional requests, download names.
 *
 * @module
 */
import type { Blobs } from "./blobs.ts";
import type { ObjectRow } from "./database.ts";
import { noSuchKey } from "./errors.ts";
import { parseRange } from "./ranges.ts";

export interface ServeOptions {
  /** When a signed URL ends: what is served under it must not be kept longer. */
  expires?: Date;
}

export async function serveObject(
  request: Request,
  object: ObjectRow,
  blobs: Blobs,
  options: ServeOptions = {},
): Promise<Response> {
  const { metadata } = object;
  const headers = new Headers({
    "accept-ranges": "bytes",
    "content-type": safeContentType(metadata.mimetype),
    "etag": metadata.eTag,
    "last-modified": new Date(metadata.lastModified).toUTCString(),
    "x-robots-tag": "none",
  });
  if (options.expires) headers.set("expires", options.expires.toUTCString());
  else headers.set("cache-control", metadata.cacheControl);
  const download = new URL(request.url).searchParams.get("download");
  if (download !== null) headers.set("content-disposition", contentDisposition(download));

  if (isUnchanged(request, metadata.eTag, metadata.lastModified)) return new Response(null, { status: 304, headers });
  const rangeHeader = request.headers.get("range");
  const range = rangeHeader === null ? { start: 0, end: metadata.size - 1 } : parseRange(rangeHeader, metadata.size);
  if (rangeHeader !== null) headers.set("content-range", `bytes ${range.start}-${range.end}/${metadata.size}`);
  headers.set("content-length", String(range.end - range.start + 1));
  const status = rangeHeader === null ? 200 : 206;
  if (request.method === "HEAD" || metadata.size === 0) return new Response(null, { status, headers });
  const body = await blobs.read(object.version, range.start, range.end).catch((error) => {
    throw error instanceof Deno.errors.NotFound ? noSuchKey() : error;
  });
  return new Response(body, { status, headers });
}

/** An object's description, for `info` and `exists`. */
export function describeObject(object: ObjectRow): Response {
  const { metadata } = object;
  return Response.json({
    id: object.id,
    name: object.name,
    version: object.version,
    bucket_id: object.bucket_id,
    size: metadata.size,
    content_type: metadata.mimetype,
    cache_control: metadata.cacheControl,
    etag: metadata.eTag,
    metadata: object.user_metadata ?? {},
    last_modified: object.updated_at,
    created_at: object.created_at,
  });
}

// As hosted: a page served from the API's own origin could act in the name of who opens it.
function safeContentType(type: string): string {
  return type.includes("text/html") ? "text/plain" : type;
}

function contentDisposition(name: string): string {
  if (name === "") return "attachment;";
  const encoded = encodeURIComponent(name);
  return `attachment; filename=${encoded}; filename*=UTF-8''${encoded}`;
}

function isUnchanged(request: Request, eTag: string, lastModified: string): boolean {
  const known = request.headers.get("if-none-match");
  if (known !== null) return known.split(",").some((tag) => tag.trim() === eTag || tag.trim() === "*");
  const since = Date.parse(request.headers.get("if-modified-since") ?? "");
  return !Number.isNaN(since) && Math.floor(Date.parse(lastModified) / 1000) * 1000 <= since;
}
