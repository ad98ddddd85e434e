/**
 * What the service role may do with everybody's account.
 *
 * @module
 */
import { Hono } from "hono";
import { setEmail } from "./account.ts";
import { AdminUser, GenerateLink, Invite, readBody } from "./bodies.ts";
import { AuthError, invalid } from "./errors.ts";
import type { AuthContext, AuthEnv } from "./index.ts";
import { makeToken, sendToken, type TokenPurpose } from "./one_time_tokens.ts";
import { allowedRedirect } from "./redirects.ts";
import { endSessions } from "./sessions.ts";
import {
  createUser,
  findUserByEmail,
  hashPassword,
  type Metadata,
  normalEmail,
  requireUser,
  type Sql,
  userJson,
  type UserRow,
  usersJson,
} from "./users.ts";

const PAGE = 50;

export function adminRoutes(auth: AuthContext): Hono<AuthEnv> {
  const app = new Hono<AuthEnv>();
  const { sql } = auth;
  app.use("*", async (c, next) => {
    if (c.env.claims.role !== "service_role") throw new AuthError(403, "not_admin", "User not allowed");
    await next();
  });

  app.get("/admin/users", async (c) => {
    const perPage = Number(c.req.query("per_page") || PAGE);
    const page = Number(c.req.query("page") || 1);
    const [users, [count]] = await Promise.all([
      sql<UserRow[]>`
        select * from auth.users order by created_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`,
      sql<{ total: number }[]>`select count(*)::int as total from auth.users`,
    ]);
    c.header("x-total-count", String(count!.total));
    const link = pageLinks(new URL(c.req.url), page, Math.max(1, Math.ceil(count!.total / perPage)));
    c.header("link", link);
    return c.json({ users: await usersJson(sql, users), aud: "authenticated" });
  });

  app.post("/admin/users", async (c) => {
    const body = await readBody(c.req.raw, AdminUser);
    if (!body.email && !body.phone) throw invalid("Cannot create a user without either an email or phone");
    const user = await sql.begin(async (tx) => {
      const created = await createUser(tx, {
        ...body,
        userMetadata: body.user_metadata,
        appMetadata: body.app_metadata,
        confirmed: body.email_confirm ?? false,
      });
      await ban(tx, created.id, body.ban_duration);
      return await userJson(tx, await requireUser(tx, created.id));
    });
    return c.json(user);
  });

  app.get("/admin/users/:id", async (c) => c.json(await userJson(sql, await requireUser(sql, c.req.param("id")))));

  app.put("/admin/users/:id", async (c) => {
    const body = await readBody(c.req.raw, AdminUser);
    const user = await requireUser(sql, c.req.param("id"));
    const updated = await sql.begin(async (tx) => {
      if (body.email !== undefined) await setEmail(tx, user, normalEmail(body.email));
      await tx`
        update auth.users set updated_at = now(), role = ${body.role ?? user.role}, phone = ${body.phone ?? user.phone},
          encrypted_password = ${await hashPassword(tx, body.password) ?? user.encrypted_password},
          email_confirmed_at = case when ${body.email_confirm ?? false} then coalesce(email_confirmed_at, now())
            else email_confirmed_at end,
          raw_user_meta_data = ${merged(tx, user.raw_user_meta_data, body.user_metadata)},
          raw_app_meta_data = ${merged(tx, (await requireUser(tx, user.id)).raw_app_meta_data, body.app_metadata)}
        where id = ${user.id}`;
      await ban(tx, user.id, body.ban_duration);
      return await userJson(tx, await requireUser(tx, user.id));
    });
    return c.json(updated);
  });

  app.delete("/admin/users/:id", async (c) => {
    const user = await requireUser(sql, c.req.param("id"));
    await sql`delete from auth.users where id = ${user.id}`;
    return c.json({});
  });

  app.post("/admin/users/:id/logout", async (c) => {
    const user = await requireUser(sql, c.req.param("id"));
    await endSessions(sql, user.id, undefined, "global");
    return c.body(null, 204);
  });

  app.post("/invite", async (c) => {
    const body = await readBody(c.req.raw, Invite);
    const redirectTo = allowedRedirect(auth.config, c.req.query("redirect_to"));
    const user = await sql.begin(async (tx) => {
      const invited = await createUser(tx, { email: body.email, userMetadata: body.data ?? {}, confirmed: false });
      await tx`update auth.users set invited_at = now() where id = ${invited.id}`;
      const token = await makeToken(tx, invited, "invite", body.email, redirectTo, auth.tokens);
      await sendToken(auth.mail, "invite", body.email, token);
      return await userJson(tx, await requireUser(tx, invited.id));
    });
    return c.json(user);
  });

  app.post("/admin/generate_link", async (c) => {
    const body = await readBody(c.req.raw, GenerateLink);
    const redirectTo = allowedRedirect(auth.config, body.redirect_to ?? c.req.query("redirect_to"));
    const answer = await sql.begin(async (tx) => {
      const known = await findUserByEmail(tx, body.email);
      const makes = body.type === "signup" || body.type === "invite" || body.type === "magiclink";
      if (known === undefined && !makes) {
        throw new AuthError(404, "user_not_found", "User with this email not found");
      }
      if (known?.email_confirmed_at && (body.type === "signup" || body.type === "invite")) {
        throw new AuthError(422, "email_exists", "A user with this email address has already been registered");
      }
      const user = known ??
        await createUser(tx, {
          email: body.email,
          password: body.password,
          userMetadata: body.data ?? {},
          confirmed: false,
        });
      const purpose: TokenPurpose = body.type.startsWith("email_change") ? "email_change" : body.type as TokenPurpose;
      const address = purpose === "email_change" ? body.new_email ?? body.email : body.email;
      const token = await makeToken(tx, user, purpose, address, redirectTo, auth.tokens);
      return {
        ...await userJson(tx, await requireUser(tx, user.id)),
        action_link: token.link,
        email_otp: token.code,
        hashed_token: token.hash,
        verification_type: body.type,
        redirect_to: redirectTo,
      };
    });
    return c.json(answer);
  });
  return app;
}

function merged(sql: Sql, old: Metadata | null, added: Metadata | undefined) {
  const all = { ...old, ...added };
  return sql.json(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)));
}

/** @param duration as Go writes it (`24h`, `1h30m`), or `none` */
async function ban(sql: Sql, id: string, duration: string | undefined): Promise<void> {
  if (duration === undefined) return;
  const units = { h: "hours", m: "minutes", s: "seconds" };
  const parts = [...duration.matchAll(/(\d+)([hms])/g)].map(([, n, unit]) => `${n} ${units[unit as "h" | "m" | "s"]}`);
  if (duration !== "none" && parts.length === 0) throw invalid(`invalid format for ban duration: ${duration}`);
  const until = duration === "none" ? sql`null` : sql`now() + ${parts.join(" ")}::interval`;
  await sql`update auth.users set banned_until = ${until} where id = ${id}`;
}

function pageLinks(url: URL, page: number, last: number): string {
  const link = (to: number, rel: string) => {
    url.searchParams.set("page", String(to));
    return `<${url.pathname}${url.search}>; rel="${rel}"`;
  };
  return [...(page < last ? [link(page + 1, "next")] : []), link(last, "last")].join(", ");
}
