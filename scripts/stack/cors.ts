const EXPOSED = "Content-Range, Content-Location, Content-Profile, Preference-Applied, X-Total-Count, Link, " +
  "Accept-Ranges, ETag, Content-Length, Location, Upload-Offset, Upload-Length, Tus-Resumable, Tus-Version, " +
  "Tus-Extension, Tus-Max-Size, Upload-Metadata, Upload-Expires, X-Supabase-Api-Version";

/** The answer to a browser's question whether it may ask. Everybody may: the stack serves one developer's machine. */
export function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE, CONNECT",
      "access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "*",
      "access-control-max-age": "3600",
      vary: "Access-Control-Request-Headers",
    },
  });
}

/** Lets scripts of any page read the answer. */
export function allowCrossOrigin(response: Response): Response {
  if (response.status === 101) return response;
  try {
    setHeaders(response.headers);
    return response;
  } catch {
    // The headers of a response that came by `fetch` cannot be changed.
    const copy = new Response(response.body, response);
    setHeaders(copy.headers);
    return copy;
  }
}

function setHeaders(headers: Headers): void {
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", EXPOSED);
}
