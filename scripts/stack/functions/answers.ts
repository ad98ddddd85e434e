/**
 * What the platform answers in a function's stead, in hosted's words.
 *
 * @module
 */

export function functionNotFound(): Response {
  return answer(404, "NOT_FOUND", "Requested function was not found");
}

export function bootError(): Response {
  return answer(503, "BOOT_ERROR", "Function failed to start (please check logs)");
}

export function workerError(): Response {
  return answer(500, "WORKER_ERROR", "Function exited due to an error (please check logs)");
}

export function workerLimit(): Response {
  return answer(
    546,
    "WORKER_LIMIT",
    "Function failed due to not having enough compute resources (please check logs)",
  );
}

export function idleTimeout(idleMs: number): Response {
  return answer(504, "IDLE_TIMEOUT", `Request idle timeout limit (${idleMs / 1000}s) reached`);
}

export function clientGone(): Response {
  return answer(499, "CLIENT_CLOSED_REQUEST", "The client closed the request before it was answered");
}

/** Browsers can read the answer too: it does not come from the function, which would send its own CORS headers. */
function answer(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status, headers: { "access-control-allow-origin": "*" } });
}
