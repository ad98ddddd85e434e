/**
 * Sessions: the tokens that a sign-in gives, and their renewal.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import type { StackContext } from "../context.ts";
import { AuthError } from "./errors.ts";
import { findUser, type Sql, type UserJson, userJson, type UserRow } from "./users.ts";

export interface SessionJson {
  access_token: string;
  token_type: "bearer";
  expires_in: number;
  expires_at: number;
  refresh_token: string;
  user: UserJson;
}

export type SignInMethod = "password" | "otp" | "anonymous" | "magiclink" | "recovery" | "invite" | "email/signup";

interface RefreshTokenRow {
  token: string;
  user_id: string;
  session_id: string;
  revoked: boolean;
  age: number;
}

export class Sessions {
  constructor(private readonly ctx: Pick<StackContext, "keys" | "publicUrl" | "config">) {}

  /** Signs a user in. */
  async start(sql: Sql, user: UserRow, method: SignInMethod, request?: Request): Promise<SessionJson> {
    requireNotBanned(user);
    const sessionId = crypto.randomUUID();
    await sql`
      with session as (
        insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent)
        values (${sessionId}, ${user.id}, now(), now(), 'aal1', ${request?.headers.get("user-agent") ?? null})
        returning id
      )
      insert into auth.mfa_amr_claims (session_id, created_at, updated_at, authentication_method)
      select id, now(), now(), ${method} from session`;
    const [signedIn] = await sql<UserRow[]>`
      update auth.users set last_sign_in_at = now() where id = ${user.id} returning *`;
    return await this.#issue(sql, signedIn!, sessionId, undefined);
  }

  /**
   * Renews a session. A refresh token is good once; one that has just been used still gives the session that it led to,
   * for a client that lost the answer. An older used one is a sign of theft and ends the session.
   */
  async refresh(sql: Sql, token: string): Promise<SessionJson | AuthError> {
    const [row] = await sql<RefreshTokenRow[]>`
      select token, user_id, session_id, revoked, extract(epoch from now() - updated_at)::float as age
      from auth.refresh_tokens where token = ${token} for update`;
    if (row === undefined) {
      throw new AuthError(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
    }
    const user = await findUser(sql, row.user_id);
    if (user === undefined) throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
    requireNotBanned(user);
    if (!row.revoked) {
      await sql`update auth.refresh_tokens set revoked = true, updated_at = now() where token = ${token}`;
      return await this.#issue(sql, user, row.session_id, token);
    }
    if (row.age > this.ctx.config.auth.refreshTokenReuseInterval) {
      await sql`update auth.refresh_tokens set revoked = true where session_id = ${row.session_id}`;
      // Returned, not thrown: the revocation has to be kept.
      return new AuthError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
    }
    const [active] = await sql<{ token: string }[]>`
      select token from auth.refresh_tokens where session_id = ${row.session_id} and not revoked`;
    if (active === undefined) return await this.#issue(sql, user, row.session_id, token);
    return await this.#session(sql, user, row.session_id, active.token);
  }

  async #issue(sql: Sql, user: UserRow, sessionId: string, parent: string | undefined): Promise<SessionJson> {
    const token = randomBytes(9).toString("base64url");
    await sql`
      insert into auth.refresh_tokens (token, user_id, revoked, created_at, updated_at, parent, session_id)
      values (${token}, ${user.id}, false, now(), now(), ${parent ?? null}, ${sessionId})`;
    if (parent !== undefined) {
      await sql`update auth.sessions set refreshed_at = now(), updated_at = now() where id = ${sessionId}`;
    }
    return await this.#session(sql, user, sessionId, token);
  }

  async #session(sql: Sql, user: UserRow, sessionId: string, refreshToken: string): Promise<SessionJson> {
    const { jwtExpiry } = this.ctx.config.auth;
    const methods = await sql<{ method: string; timestamp: number }[]>`
      select authentication_method as method, extract(epoch from updated_at)::int as timestamp
      from auth.mfa_amr_claims where session_id = ${sessionId}`;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.ctx.config.auth.jwtIssuer ?? `${this.ctx.publicUrl}/auth/v1`,
      sub: user.id,
      aud: user.aud,
      exp: now + jwtExpiry,
      iat: now,
      email: user.email ?? "",
      phone: user.phone ?? "",
      app_metadata: user.raw_app_meta_data ?? {},
      user_metadata: user.raw_user_meta_data ?? {},
      role: user.role,
      aal: "aal1",
      amr: [...methods],
      session_id: sessionId,
      is_anonymous: user.is_anonymous,
    };
    return {
      access_token: await this.ctx.keys.sign(claims),
      token_type: "bearer",
      expires_in: jwtExpiry,
      expires_at: claims.exp,
      refresh_token: refreshToken,
      user: await userJson(sql, user),
    };
  }
}

/** Ends sessions: this one, all others, or all. */
export async function endSessions(
  sql: Sql,
  userId: string,
  sessionId: string | undefined,
  scope: "local" | "others" | "global",
): Promise<void> {
  const which = scope === "global"
    ? sql``
    : scope === "local"
    ? sql`and id = ${sessionId ?? null}`
    : sql`and id is distinct from ${sessionId ?? null}`;
  await sql`delete from auth.sessions where user_id = ${userId} ${which}`;
}

function requireNotBanned(user: UserRow): void {
  if (user.banned_until !== null && Date.parse(user.banned_until) > Date.now()) {
    throw new AuthError(400, "user_banned", "User is banned");
  }
}
