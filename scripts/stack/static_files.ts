import { extname, join, normalize } from "node:path";

const MEDIA_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
  ".pdf": "application/pdf",
};

/**
 * Serves the built client. A path without a file is the client's own route, so it gets the client's page; a missing file
 * (a path with an extension) is missing.
 */
export async function serveFile(folder: string, request: Request): Promise<Response | undefined> {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const path = normalize(decodeURIComponent(new URL(request.url).pathname));
  if (path.split(/[\\/]/).includes("..")) return undefined;
  const wanted = extname(path) === "" ? "index.html" : path;
  const file = await Deno.open(join(folder, wanted)).catch(() => undefined);
  if (file === undefined) return undefined;
  const { size } = await file.stat();
  const headers = {
    "content-type": MEDIA_TYPES[extname(wanted)] ?? "application/octet-stream",
    "content-length": String(size),
    // The build puts a hash into the names of what lies under assets/.
    "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (request.method === "HEAD") {
    file.close();
    return new Response(null, { headers });
  }
  return new Response(file.readable, { headers });
}
