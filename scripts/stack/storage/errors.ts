/**
 * Errors in the shape of Supabase Storage: the HTTP status is 400 for nearly all of them, the true one stands in the
 * body's `statusCode`, and clients tell them apart by `code`.
 *
 * @module
 */
import postgres from "postgres";
import { RoleNotAllowed } from "../as_caller.ts";

/** The body of an error response. */
export interface ErrorBody {
  statusCode: string;
  error: string;
  message: string;
  code: string;
}

export class StorageError extends Error {
  override readonly name = "StorageError";

  /**
   * @param statusCode what went wrong as an HTTP status
   * @param code what clients test, such as `NoSuchKey`
   * @param legacyError the older word for it, where it has one
   * @param httpStatus the status of the response, where it is not the customary 400
   */
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly legacyError: string = code,
    readonly httpStatus: number = statusCode >= 500 ? statusCode : 400,
    cause?: unknown,
  ) {
    super(message, { cause });
  }

  get body(): ErrorBody {
    return { statusCode: String(this.statusCode), error: this.legacyError, message: this.message, code: this.code };
  }

  toResponse(method = "GET"): Response {
    return method === "HEAD"
      ? new Response(null, { status: this.httpStatus })
      : Response.json(this.body, { status: this.httpStatus });
  }
}

export const noSuchBucket = () => new StorageError(404, "NoSuchBucket", "Bucket not found", "Bucket not found");
export const noSuchKey = () => new StorageError(404, "NoSuchKey", "Object not found", "not_found");
export const accessDenied = (message = "Access denied") =>
  new StorageError(403, "AccessDenied", message, "Unauthorized");
export const duplicate = () =>
  new StorageError(409, "ResourceAlreadyExists", "The resource already exists", "Duplicate");
export const keyExists = () => new StorageError(409, "KeyAlreadyExists", "The resource already exists", "Duplicate");
export const invalidKey = (key: string) => new StorageError(400, "InvalidKey", `Invalid key: ${key}`);
export const invalidBucketName = () =>
  new StorageError(400, "InvalidBucketName", "Bucket name invalid", "Invalid Input");
export const invalidRequest = (message: string) => new StorageError(400, "InvalidRequest", message);
export const invalidRange = () => new StorageError(416, "InvalidRange", "invalid range provided", "invalid_range", 416);
export const invalidMimeType = (type: string) =>
  new StorageError(415, "InvalidMimeType", `mime type ${type} is not supported`, "invalid_mime_type");
export const tooLarge = (what = "object") =>
  new StorageError(413, "EntityTooLarge", `The ${what} exceeded the maximum allowed size`, "Payload too large");

/** Whether the caller's request cannot be done, as against that it could not be done just now. */
export function isRefusal(error: unknown): error is StorageError {
  return error instanceof StorageError && error.statusCode < 500;
}

/** What an error of Postgres means to a caller of Storage; anything else is given back as it is. */
export function fromDatabase(error: unknown): unknown {
  if (error instanceof RoleNotAllowed) return accessDenied(error.message);
  if (!(error instanceof postgres.PostgresError)) return error;
  switch (error.code) {
    case "42501":
      return accessDenied(
        error.message.includes("row-level security") ? "new row violates row-level security policy" : error.message,
      );
    case "23505":
      return duplicate();
    case "23503":
      return error.detail?.includes("is still referenced")
        ? new StorageError(
          409,
          "ResourceReferenced",
          "The resource could not be updated or removed because it is in use",
        )
        : new StorageError(404, "InvalidRequest", "The related resource does not exist");
    case "22P02":
      return new StorageError(400, "InvalidParameter", error.message);
    case "57014":
      return new StorageError(544, "DatabaseTimeout", "The connection to the database timed out");
    default:
      return new StorageError(500, "DatabaseError", `database error, code: ${error.code}`, "DatabaseError", 500, error);
  }
}
