/**
 * What a signed-in user may do with their own account.
 *
 * @module
 */
import type { z } from "zod";
import type { Claims } from "../context.ts";
import type { UserUpdate } from "./bodies.ts";
import { AuthError } from "./errors.ts";
import type { AuthContext } from "./index.ts";
import { makeToken, sendToken } from "./one_time_tokens.ts";
import { requirePassword } from "./sign_up.ts";
import {
  addEmailIdentity,
  findUser,
  findUserByEmail,
  hashPassword,
  normalEmail,
  passwordFits,
  type Sql,
  type UserJson,
  userJson,
  type UserRow,
} from "./users.ts";

/** @throws AuthError when the caller has no token of a user who still is there and still is signed in */
export async function requireCaller(sql: Sql, claims: Claims): Promise<UserRow> {
  if (claims.sub === undefined) {
    throw new AuthError(403, "bad_jwt", "invalid claim: missing sub claim");
  }
  const user = await findUser(sql, claims.sub);
  if (user === undefined) throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
  if (typeof claims.session_id === "string") {
    const [session] = await sql`select from auth.sessions where id = ${claims.session_id}`;
    if (session === undefined) {
      throw new AuthError(403, "session_not_found", "Session from session_id claim in JWT does not exist");
    }
  }
  return user;
}

export async function updateAccount(
  auth: AuthContext,
  user: UserRow,
  body: z.output<typeof UserUpdate>,
  redirectTo: string,
): Promise<UserJson> {
  const { sql } = auth;
  const email = body.email === undefined ? undefined : normalEmail(body.email);
  if (body.password !== undefined) {
    requirePassword(auth, body.password);
    if (await passwordFits(sql, user, body.password)) {
      throw new AuthError(422, "same_password", "New password should be different from the old password.");
    }
  }
  const changesEmail = email !== undefined && email !== user.email;
  if (changesEmail && await findUserByEmail(sql, email) !== undefined) {
    throw new AuthError(422, "email_exists", "A user with this email address has already been registered");
  }
  return await sql.begin(async (tx) => {
    if (body.password !== undefined) {
      const hash = await hashPassword(tx, body.password);
      await tx`update auth.users set encrypted_password = ${hash}, updated_at = now() where id = ${user.id}`;
    }
    if (body.data !== undefined) {
      await tx`
        update auth.users set updated_at = now(),
          raw_user_meta_data = jsonb_strip_nulls(coalesce(raw_user_meta_data, '{}') || ${tx.json(body.data)})
        where id = ${user.id}`;
    }
    if (changesEmail) await changeEmail(auth, tx, user, email, redirectTo);
    return await userJson(tx, (await findUser(tx, user.id))!);
  });
}

/** Where addresses need no confirmation the new one counts at once, which makes a user of a guest. */
async function changeEmail(auth: AuthContext, sql: Sql, user: UserRow, email: string, redirectTo: string) {
  if (auth.config.email.enableConfirmations) {
    await sql`update auth.users set email_change = ${email} where id = ${user.id}`;
    const token = await makeToken(sql, user, "email_change", email, redirectTo, auth.tokens);
    return await sendToken(auth.mail, "email_change", email, token);
  }
  await setEmail(sql, user, email);
}

export async function setEmail(sql: Sql, user: UserRow, email: string): Promise<void> {
  const provider = sql.json({ provider: "email", providers: ["email"] });
  await sql`
    update auth.users set email = ${email}, email_confirmed_at = now(), is_anonymous = false, updated_at = now(),
      raw_app_meta_data = coalesce(raw_app_meta_data, '{}') || ${provider}
    where id = ${user.id}`;
  await addEmailIdentity(sql, user.id, email, true, user.raw_user_meta_data ?? {});
}
