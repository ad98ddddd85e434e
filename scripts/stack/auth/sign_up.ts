/**
 * Becoming a user: by address and password, as a guest, by a link.
 *
 * @module
 */
import type { z } from "zod";
import type { SignUp } from "./bodies.ts";
import { AuthError, invalid } from "./errors.ts";
import type { AuthContext } from "./index.ts";
import { makeToken, sendToken } from "./one_time_tokens.ts";
import type { SessionJson } from "./sessions.ts";
import { createUser, findUserByEmail, type UserJson, userJson } from "./users.ts";

export function requirePassword(auth: AuthContext, password: string): void {
  const { minimumPasswordLength } = auth.config;
  if (password.length >= minimumPasswordLength) return;
  const message = `Password should be at least ${minimumPasswordLength} characters.`;
  throw new AuthError(422, "weak_password", message, { weak_password: { reasons: ["length"] } });
}

export async function signUp(
  auth: AuthContext,
  body: z.output<typeof SignUp>,
  redirectTo: string,
  request: Request,
): Promise<SessionJson | UserJson> {
  const { config, sql } = auth;
  if (!config.enableSignup) throw new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
  const userMetadata = body.data ?? {};
  if (!body.email && !body.phone) {
    if (!config.enableAnonymousSignIns) {
      throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
    }
    return await sql.begin(async (tx) => {
      const user = await createUser(tx, { userMetadata, confirmed: false });
      return await auth.sessions.start(tx, user, "anonymous", request);
    });
  }
  if (!body.email) throw new AuthError(400, "phone_provider_disabled", "Phone signups are disabled");
  if (!config.email.enableSignup) {
    throw new AuthError(422, "email_provider_disabled", "Email signups are disabled");
  }
  if (!body.password) throw invalid("Signup requires a valid password");
  requirePassword(auth, body.password);
  const { email, password } = { email: body.email, password: body.password };
  const known = await findUserByEmail(sql, email);
  if (known?.email_confirmed_at) throw new AuthError(422, "user_already_exists", "User already registered");

  return await sql.begin(async (tx) => {
    if (!config.email.enableConfirmations) {
      const user = await createUser(tx, { email, password, userMetadata, confirmed: true });
      return await auth.sessions.start(tx, user, "password", request);
    }
    const user = known ?? await createUser(tx, { email, password, userMetadata, confirmed: false });
    const challenge = challengeOf(body);
    const token = await makeToken(tx, user, "signup", email, redirectTo, auth.tokens, challenge);
    await sendToken(auth.mail, "signup", email, token);
    return await userJson(tx, user);
  });
}

/** What a client that uses PKCE sends along. */
export function challengeOf(
  body: { code_challenge?: string | null | undefined; code_challenge_method?: string | null | undefined },
) {
  if (!body.code_challenge) return undefined;
  return { code_challenge: body.code_challenge, code_challenge_method: body.code_challenge_method ?? "plain" };
}
