/**
 * Tokens that go by mail: a code to type and a link to open, for the same purpose, each good once.
 *
 * @module
 */
import { createHash, randomBytes, randomInt } from "node:crypto";
import type { Mail, MailService } from "../mail.ts";
import { AuthError } from "./errors.ts";
import { findUser, normalEmail, type Sql, type UserRow } from "./users.ts";

export type TokenPurpose = "signup" | "invite" | "magiclink" | "recovery" | "email_change";

const TOKEN_TYPES: Record<TokenPurpose, string> = {
  signup: "confirmation_token",
  invite: "confirmation_token",
  magiclink: "recovery_token",
  recovery: "recovery_token",
  email_change: "email_change_token_new",
};

/** What each purpose's column of `auth.users` is called that says when it was sent. */
const SENT_COLUMNS: Record<TokenPurpose, string> = {
  signup: "confirmation_sent_at",
  invite: "confirmation_sent_at",
  magiclink: "recovery_sent_at",
  recovery: "recovery_sent_at",
  email_change: "email_change_sent_at",
};

const MAILS: Record<TokenPurpose, { subject: string; invitation: string }> = {
  signup: { subject: "Confirm Your Signup", invitation: "Confirm your email address" },
  invite: { subject: "You have been invited", invitation: "Accept the invitation" },
  magiclink: { subject: "Your Magic Link", invitation: "Log in" },
  recovery: { subject: "Reset Your Password", invitation: "Reset your password" },
  email_change: { subject: "Confirm Email Change", invitation: "Confirm your new email address" },
};

export interface OneTimeToken {
  code: string;
  hash: string;
  link: string;
}

export interface TokenSettings {
  publicUrl: string;
  codeLength: number;
  /** Seconds. */
  expiry: number;
}

/** The hash of a code belongs to the address that it was sent to, so that codes of others do not fit. */
export function hashCode(email: string, code: string): string {
  return createHash("sha224").update(normalEmail(email) + code).digest("hex");
}

/** Makes a token, which replaces the user's last one for the same purpose. */
export async function makeToken(
  sql: Sql,
  user: UserRow,
  purpose: TokenPurpose,
  email: string,
  redirectTo: string,
  settings: TokenSettings,
  challenge?: { code_challenge: string; code_challenge_method: string },
): Promise<OneTimeToken> {
  const code = String(randomInt(10 ** settings.codeLength)).padStart(settings.codeLength, "0");
  const hash = (challenge === undefined ? "" : "pkce_") + hashCode(email, code);
  const type = TOKEN_TYPES[purpose];
  await sql`
    insert into auth.one_time_tokens (user_id, token_type, token_hash, relates_to)
    values (${user.id}, ${type}, ${hash}, ${email})
    on conflict (user_id, token_type) do update
    set token_hash = excluded.token_hash, relates_to = excluded.relates_to, created_at = now(), updated_at = now()`;
  await sql`update auth.users set ${sql({ [type]: hash, [SENT_COLUMNS[purpose]]: new Date() })} where id = ${user.id}`;
  if (challenge !== undefined) {
    await sql`
      insert into auth.flow_state (id, user_id, code_challenge, code_challenge_method, authentication_method)
      values (${crypto.randomUUID()}, ${user.id}, ${challenge.code_challenge}, ${challenge.code_challenge_method},
        ${purpose})`;
  }
  const query = new URLSearchParams({ token: hash, type: purpose, redirect_to: redirectTo });
  return { code, hash, link: `${settings.publicUrl}/auth/v1/verify?${query}` };
}

export function mailFor(purpose: TokenPurpose, to: string, { code, link }: OneTimeToken): Mail {
  const { subject, invitation } = MAILS[purpose];
  return {
    from: "admin@email.com",
    to: [to],
    subject,
    text: `${invitation} by this link:\n\n${link}\n\nAlternatively, enter the code: ${code}\n`,
    html: `<h2>${subject}</h2><p><a href="${link.replaceAll("&", "&amp;")}">${invitation}</a></p>` +
      `<p>Alternatively, enter the code: ${code}</p>`,
  };
}

export async function sendToken(mail: MailService, purpose: TokenPurpose, to: string, token: OneTimeToken) {
  await mail.deliver(mailFor(purpose, to, token));
}

/**
 * Takes a token in: it is good no more, and its user's address is known to be theirs.
 *
 * @param hash of the code and the address, or as the link carries it
 * @throws AuthError when it is unknown, used, too old or meant for something else
 */
export async function redeemToken(
  sql: Sql,
  hash: string,
  purpose: string,
  settings: TokenSettings,
): Promise<{ user: UserRow; relatesTo: string; pkce: boolean }> {
  // "email" is any of what a client that only has a code cannot tell apart.
  const types = purpose === "email" ? ["confirmation_token", "recovery_token"] : [TOKEN_TYPES[purpose as TokenPurpose]];
  if (types.includes(undefined as unknown as string)) {
    throw new AuthError(400, "validation_failed", "Verify requires a verification type");
  }
  const hashes = hash.startsWith("pkce_") ? [hash] : [hash, `pkce_${hash}`];
  const [row] = await sql<{ user_id: string; relates_to: string; token_type: string; token_hash: string }[]>`
    delete from auth.one_time_tokens
    where token_hash in ${sql(hashes)} and token_type in ${sql(types as string[])}
      and created_at > localtimestamp - make_interval(secs => ${settings.expiry})
    returning user_id, relates_to, token_type, token_hash`;
  const user = row === undefined ? undefined : await findUser(sql, row.user_id);
  if (row === undefined || user === undefined) {
    throw new AuthError(403, "otp_expired", "Token has expired or is invalid");
  }
  await sql`update auth.users set ${sql({ [row.token_type]: "" })} where id = ${user.id}`;
  return { user, relatesTo: row.relates_to, pkce: row.token_hash.startsWith("pkce_") };
}

/** PKCE: the code that stands in a link for the session, which only who began the flow can have. */
export async function issueAuthCode(sql: Sql, userId: string): Promise<string> {
  const code = randomBytes(16).toString("hex");
  await sql`
    update auth.flow_state set auth_code = ${code}, updated_at = now()
    where id = (select id from auth.flow_state where user_id = ${userId} order by created_at desc limit 1)`;
  return code;
}

export async function redeemAuthCode(sql: Sql, code: string, verifier: string): Promise<UserRow> {
  const [flow] = await sql<{ user_id: string; code_challenge: string; code_challenge_method: string }[]>`
    delete from auth.flow_state where auth_code = ${code} and created_at > now() - interval '5 minutes'
    returning user_id, code_challenge, code_challenge_method`;
  if (flow === undefined) {
    throw new AuthError(404, "flow_state_not_found", "invalid flow state, no valid flow state found");
  }
  const hashed = flow.code_challenge_method.toLowerCase() === "s256"
    ? createHash("sha256").update(verifier).digest("base64url")
    : verifier;
  if (hashed !== flow.code_challenge) {
    throw new AuthError(400, "bad_code_verifier", "code challenge does not match previously saved code verifier");
  }
  return (await findUser(sql, flow.user_id))!;
}
