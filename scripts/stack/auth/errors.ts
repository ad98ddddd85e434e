/** An error as GoTrue answers it. */
export class AuthError extends Error {
  override readonly name = "AuthError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
  }

  toResponse(): Response {
    const body = { code: this.status, error_code: this.code, msg: this.message, ...this.more };
    return Response.json(body, { status: this.status, headers: { "x-sb-error-code": this.code } });
  }
}

export const invalid = (message: string): AuthError => new AuthError(400, "validation_failed", message);
