/**
 * The one error type. A `type` for programs, a sentence for the user that says what is wrong and what to do,
 * and whether trying again can help.
 *
 * @module
 */

/** HTTP status by error type; whatever is not listed is a 500 at the API and a permanent failure in a job. */
const HTTP_STATUS = {
  invalid_request: 422,
  invalid_options: 422,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  job_not_found: 404,
  file_not_found: 422,
  not_completed: 409,
  invalid_state: 409,
  too_large: 413,
  too_many_files: 422,
  empty_file: 422,
  unsupported_media_type: 415,
  quota_exceeded: 429,
  database_unavailable: 503,
  storage_unavailable: 503,
  internal: 500,
} as const;
export type ApiErrorType = keyof typeof HTTP_STATUS;

export interface JobErrorOptions {
  /** True when the same step may succeed later (network, storage, memory); false when it never will. */
  transient?: boolean;
  /** Seconds after which it is worth trying again, where that is known. */
  retryAfter?: number;
  cause?: unknown;
}

/**
 * Thrown by pipelines and routes alike.
 *
 * @example
 * throw new JobError("encrypted_pdf", "Cannot read race.pdf: it is password-protected. Remove the password and upload it again.");
 */
export class JobError extends Error {
  override readonly name = "JobError";
  readonly transient: boolean;
  readonly retryAfter: number | undefined;

  constructor(readonly type: string, readonly detail: string, options: JobErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.transient = options.transient ?? false;
    this.retryAfter = options.retryAfter;
  }

  /** The status that the API answers with for this error. */
  get httpStatus(): number {
    return HTTP_STATUS[this.type as ApiErrorType] ?? 500;
  }
}
