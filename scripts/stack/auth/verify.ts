/**
 * Taking in what was sent by mail: a typed code, or an opened link.
 *
 * @module
 */
import type { z } from "zod";
import type { Verify } from "./bodies.ts";
import { AuthError, invalid } from "./errors.ts";
import type { AuthContext } from "./index.ts";
import { hashCode, issueAuthCode, redeemToken } from "./one_time_tokens.ts";
import { allowedRedirect } from "./redirects.ts";
import type { SessionJson, SignInMethod } from "./sessions.ts";
import { addEmailIdentity, type Sql, type UserRow } from "./users.ts";

const METHODS: Record<string, SignInMethod> = {
  signup: "email/signup",
  invite: "invite",
  magiclink: "magiclink",
  recovery: "recovery",
};

/** A code or a token's hash, by POST: gives a session. */
export async function verify(auth: AuthContext, body: z.output<typeof Verify>, request: Request): Promise<SessionJson> {
  const hash = body.token_hash ?? (body.email && body.token ? hashCode(body.email, body.token) : undefined);
  if (hash === undefined) throw invalid("Verify requires either a token or a token hash");
  return await auth.sql.begin(async (tx) => {
    const { user, relatesTo } = await redeemToken(tx, hash, body.type, auth.tokens);
    const confirmed = await confirm(tx, user, body.type, relatesTo);
    return await auth.sessions.start(tx, confirmed, METHODS[body.type] ?? "otp", request);
  });
}

/** A link, by GET: leads to the client, with the session behind the `#`, or with a code that PKCE exchanges. */
export async function openLink(auth: AuthContext, url: URL, request: Request): Promise<Response> {
  const target = allowedRedirect(auth.config, url.searchParams.get("redirect_to"));
  const type = url.searchParams.get("type") ?? "";
  try {
    const outcome = await auth.sql.begin(async (tx) => {
      const hash = url.searchParams.get("token") ?? "";
      const { user, relatesTo, pkce } = await redeemToken(tx, hash, type, auth.tokens);
      const confirmed = await confirm(tx, user, type, relatesTo);
      if (pkce) return { code: await issueAuthCode(tx, user.id) };
      return await auth.sessions.start(tx, confirmed, METHODS[type] ?? "otp", request);
    });
    if ("code" in outcome) return redirect(target, "?", { code: outcome.code });
    const { user: _, ...tokens } = outcome;
    return redirect(target, "#", { ...tokens, type });
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    const description = { error: "access_denied", error_code: error.code, error_description: error.message };
    return redirect(target, "#", description);
  }
}

async function confirm(sql: Sql, user: UserRow, type: string, relatesTo: string): Promise<UserRow> {
  const email = type === "email_change" ? relatesTo : user.email;
  const [confirmed] = await sql<UserRow[]>`
    update auth.users set email = ${email}, email_confirmed_at = coalesce(email_confirmed_at, now()),
      email_change = '', is_anonymous = false, updated_at = now()
    where id = ${user.id} returning *`;
  if (email !== null) await addEmailIdentity(sql, user.id, email, true, user.raw_user_meta_data ?? {});
  return confirmed!;
}

function redirect(target: string, separator: "?" | "#", values: Record<string, unknown>): Response {
  const query = new URLSearchParams(Object.entries(values).map(([key, value]) => [key, String(value)]));
  const joint = separator === "?" && target.includes("?") ? "&" : separator;
  return new Response(null, { status: 303, headers: { location: `${target}${joint}${query}` } });
}
