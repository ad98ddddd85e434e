/**
 * Sending mail: by SMTP, or by an HTTP mail API where ports are closed.
 *
 * Edge Functions cannot reach ports 25 and 587: use 465 or 2465 (`smtps://`).
 *
 * @module
 */
import { z } from "zod";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for each attempt, so that receivers can tell a repetition. */
  readonly id: string;
}

/** A mail that was not taken. */
export class MailError extends Error {
  override readonly name = "MailError";

  constructor(message: string, readonly permanent: boolean, cause?: unknown) {
    super(message, { cause });
  }
}

export type Mailer = (mail: Mail) => Promise<void>;

const Environment = z.object({
  DOCMILL_SMTP_URL: z.string().regex(/^smtps?:\/\/[^/]+/, "must be such as smtps://user:password@host:465")
    .regex(/^(?!smtp:[^@]*@)/, "smtp:// would tell the password to everybody on the way; use smtps://").optional(),
  DOCMILL_MAIL_API_URL: z.url().optional(),
  DOCMILL_MAIL_API_KEY: z.string().optional(),
  DOCMILL_MAIL_FROM: z.string().min(3).optional(),
});

/** @throws {Error} that names the variable which is missing or wrong */
export function createMailer(environment: Record<string, string | undefined>): Mailer {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${String(issue?.path[0])} is wrong: ${issue?.message}`);
  }
  const env = parsed.data;
  if (!env.DOCMILL_MAIL_FROM) throw new Error("DOCMILL_MAIL_FROM not set");
  if (env.DOCMILL_SMTP_URL) return smtpMailer(env.DOCMILL_SMTP_URL, env.DOCMILL_MAIL_FROM);
  if (!env.DOCMILL_MAIL_API_URL) throw new Error("DOCMILL_SMTP_URL not set, nor DOCMILL_MAIL_API_URL");
  if (!env.DOCMILL_MAIL_API_KEY) throw new Error("DOCMILL_MAIL_API_KEY not set");
  return apiMailer(env.DOCMILL_MAIL_API_URL, env.DOCMILL_MAIL_API_KEY, env.DOCMILL_MAIL_FROM);
}

const SECONDS = 1000;

function smtpMailer(url: string, from: string): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === "smtps:";
  return async (mail) => {
    const { createTransport } = await import("nodemailer");
    const transport = createTransport({
      host: hostname,
      port: Number(port) || (secure ? 465 : 25),
      secure,
      ignoreTLS: !secure,
      connectionTimeout: 10 * SECONDS,
      greetingTimeout: 10 * SECONDS,
      socketTimeout: 20 * SECONDS,
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    });
    try {
      const { to, subject, text, html, id } = mail;
      await transport.sendMail({ from, to, subject, text, html, messageId: `<${id}@${hostOf(from)}>` });
    } catch (error) {
      const { responseCode = 0, message } = error as Error & { responseCode?: number };
      // 5xx to the recipient or the content stays so; anything else may be better in a while.
      throw new MailError(message, responseCode >= 550 && responseCode < 560, error);
    } finally {
      transport.close();
    }
  };
}

/** The form that Resend and those like it take. */
function apiMailer(url: string, key: string, from: string): Mailer {
  return async ({ to, subject, text, html, id }) => {
    let response: Response;
    try {
      response = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": id },
        body: JSON.stringify({ from, to: [to], subject, text, html }),
        signal: AbortSignal.timeout(20 * SECONDS),
      });
    } catch (cause) {
      throw new MailError(`The mail API does not answer: ${(cause as Error).message}`, false, cause);
    }
    const answer = await response.text();
    if (response.ok) return;
    const { status } = response;
    const permanent = status >= 400 && status < 500 && ![401, 403, 408, 409, 429].includes(status);
    throw new MailError(`The mail API answered ${status}: ${answer.slice(0, 200)}`, permanent);
  };
}

const hostOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? "localhost";
