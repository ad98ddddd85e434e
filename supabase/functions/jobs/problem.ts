/**
 * Errors as problem documents (RFC 9457).
 *
 * @module
 */
import { HTTPException } from "hono/http-exception";
import type { Problem } from "../_shared/jobs/api.ts";
import { JobError } from "../_shared/jobs/errors.ts";

/** What went wrong inside stays inside: an unforeseen error tells no more than that it happened. */
export function toProblem(error: unknown): Problem {
  if (error instanceof JobError) {
    return { type: error.type, title: title(error.type), status: error.httpStatus, detail: error.detail };
  }
  if (error instanceof HTTPException && error.status < 500) {
    return { type: "invalid_request", title: title("invalid_request"), status: error.status, detail: error.message };
  }
  return {
    type: "internal",
    title: "Internal",
    status: 500,
    detail: "Something went wrong on our side. Try again in a moment.",
  };
}

function title(type: string): string {
  const words = type.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
