/**
 * Auth, as GoTrue serves it: sign-up with password, guests, links and codes by mail, sessions, users' administration.
 *
 * @module
 */
import { Hono } from "hono";
import type { Sql } from "postgres";
import type { StackConfig } from "../config.ts";
import type { Claims, HttpService, StackContext } from "../context.ts";
import type { MailService } from "../mail.ts";
import { openPool } from "../pool.ts";
import { requireCaller, updateAccount } from "./account.ts";
import { adminRoutes } from "./admin.ts";
import {
  CodeGrant,
  Otp,
  PasswordGrant,
  readBody,
  Recover,
  RefreshGrant,
  Resend,
  SignUp,
  UserUpdate,
  Verify,
} from "./bodies.ts";
import { AuthError, invalid } from "./errors.ts";
import { makeToken, redeemAuthCode, sendToken, type TokenPurpose, type TokenSettings } from "./one_time_tokens.ts";
import { allowedRedirect } from "./redirects.ts";
import { endSessions, type SessionJson, Sessions } from "./sessions.ts";
import { challengeOf, signUp } from "./sign_up.ts";
import { createUser, findUserByEmail, passwordFits, userJson } from "./users.ts";
import { openLink, verify } from "./verify.ts";

/** What Auth's parts work with. */
export interface AuthContext {
  sql: Sql;
  config: StackConfig["auth"];
  sessions: Sessions;
  mail: MailService;
  tokens: TokenSettings;
}

export type AuthEnv = { Bindings: { claims: Claims } };

export function createAuth(ctx: StackContext, mail: MailService): HttpService {
  const { auth: config } = ctx.config;
  // As the role that owns the tables: triggers on auth.users run as this one on hosted projects too.
  const sql = openPool(ctx.adminUrl.replace("supabase_admin", "supabase_auth_admin"), {
    name: "auth",
    max: 4,
    types: {
      // Times as GoTrue writes them: ISO, with all the digits that Postgres keeps.
      date: { to: 1184, from: [1082, 1114, 1184], serialize: toIso, parse: fromPostgres },
    },
  });
  const tokens = { publicUrl: ctx.publicUrl, codeLength: config.email.otpLength, expiry: config.email.otpExpiry };
  const auth: AuthContext = { sql, config, sessions: new Sessions(ctx), mail, tokens };
  const app = createRoutes(auth, ctx);
  return {
    handle: async (request, claims) => await app.fetch(request, { claims }),
    stop: () => sql.end({ timeout: 1 }),
  };
}

function fromPostgres(time: string): string {
  return time.replace(" ", "T").replace(/\+00$/, "Z");
}

function toIso(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function createRoutes(auth: AuthContext, ctx: StackContext): Hono<AuthEnv> {
  const { sql, config } = auth;
  const app = new Hono<AuthEnv>().basePath("/auth/v1");
  const redirectOf = (request: Request) => {
    const wanted = new URL(request.url).searchParams.get("redirect_to") ?? request.headers.get("redirect_to");
    return allowedRedirect(config, wanted);
  };

  app.get("/health", (c) => c.json({ version: "embedded", name: "GoTrue", description: "Auth of the embedded stack" }));
  app.get("/settings", (c) => c.json(settings(config)));
  app.get("/.well-known/jwks.json", (c) => c.json(ctx.keys.jwks));

  app.post("/signup", async (c) => {
    const body = await readBody(c.req.raw, SignUp);
    return c.json(await signUp(auth, body, redirectOf(c.req.raw), c.req.raw));
  });

  app.post("/token", async (c) => c.json(await grant(auth, c.req.query("grant_type"), c.req.raw)));

  app.post("/otp", async (c) => {
    const body = await readBody(c.req.raw, Otp);
    await sql.begin(async (tx) => {
      const known = await findUserByEmail(tx, body.email);
      if (known === undefined && (!body.create_user || !config.enableSignup)) {
        throw new AuthError(422, "otp_disabled", "Signups not allowed for otp");
      }
      const { email } = body;
      const user = known ?? await createUser(tx, { email, userMetadata: body.data ?? {}, confirmed: false });
      const purpose = user.email_confirmed_at === null ? "signup" : "magiclink";
      const token = await makeToken(tx, user, purpose, email, redirectOf(c.req.raw), auth.tokens, challengeOf(body));
      await sendToken(auth.mail, purpose, email, token);
    });
    return c.json({});
  });

  app.post("/recover", async (c) => {
    const body = await readBody(c.req.raw, Recover);
    await resend(auth, body.email, "recovery", redirectOf(c.req.raw), challengeOf(body));
    return c.json({});
  });
  app.post("/resend", async (c) => {
    const body = await readBody(c.req.raw, Resend);
    await resend(auth, body.email, body.type, redirectOf(c.req.raw));
    return c.json({});
  });

  app.post("/verify", async (c) => c.json(await verify(auth, await readBody(c.req.raw, Verify), c.req.raw)));
  app.get("/verify", (c) => openLink(auth, new URL(c.req.url), c.req.raw));

  app.get("/user", async (c) => c.json(await userJson(sql, await requireCaller(sql, c.env.claims))));
  app.put("/user", async (c) => {
    const user = await requireCaller(sql, c.env.claims);
    return c.json(await updateAccount(auth, user, await readBody(c.req.raw, UserUpdate), redirectOf(c.req.raw)));
  });
  app.post("/logout", async (c) => {
    const user = await requireCaller(sql, c.env.claims);
    const scope = c.req.query("scope") ?? "global";
    if (scope !== "local" && scope !== "others" && scope !== "global") {
      throw invalid(`Unsupported logout scope "${scope}"`);
    }
    await endSessions(sql, user.id, c.env.claims.session_id as string | undefined, scope);
    return c.body(null, 204);
  });

  app.route("/", adminRoutes(auth));
  app.notFound((c) => c.json({ code: 404, error_code: "not_found", msg: `${c.req.path} is not served` }, 404));
  app.onError((error) => {
    if (error instanceof AuthError) return error.toResponse();
    ctx.log("auth", "error", error.stack ?? error.message);
    const message = (error as { code?: string }).code === undefined ? "Unexpected failure" : "Database error";
    return new AuthError(500, "unexpected_failure", `${message}: ${error.message}`).toResponse();
  });
  return app;
}

async function grant(auth: AuthContext, type: string | undefined, request: Request): Promise<SessionJson> {
  const { sql, sessions } = auth;
  switch (type) {
    case "password": {
      const { email, password } = await readBody(request, PasswordGrant);
      const user = email === undefined ? undefined : await findUserByEmail(sql, email);
      if (user === undefined || !await passwordFits(sql, user, password)) {
        throw new AuthError(400, "invalid_credentials", "Invalid login credentials");
      }
      if (user.email_confirmed_at === null && auth.config.email.enableConfirmations) {
        throw new AuthError(400, "email_not_confirmed", "Email not confirmed");
      }
      return await sql.begin((tx) => sessions.start(tx, user, "password", request));
    }
    case "refresh_token": {
      const { refresh_token } = await readBody(request, RefreshGrant);
      const outcome = await sql.begin((tx) => sessions.refresh(tx, refresh_token));
      if (outcome instanceof AuthError) throw outcome;
      return outcome;
    }
    case "pkce": {
      const { auth_code, code_verifier } = await readBody(request, CodeGrant);
      return await sql.begin(async (tx) => {
        return await sessions.start(tx, await redeemAuthCode(tx, auth_code, code_verifier), "otp", request);
      });
    }
    default:
      throw new AuthError(400, "invalid_grant", "unsupported_grant_type");
  }
}

/** Mails a token to a user who is there; of one who is not, nothing is let on. */
async function resend(
  auth: AuthContext,
  email: string,
  purpose: TokenPurpose,
  redirectTo: string,
  challenge?: { code_challenge: string; code_challenge_method: string },
): Promise<void> {
  const user = await findUserByEmail(auth.sql, email);
  if (user === undefined || (purpose === "signup" && user.email_confirmed_at !== null)) return;
  await auth.sql.begin(async (tx) => {
    const token = await makeToken(tx, user, purpose, email, redirectTo, auth.tokens, challenge);
    await sendToken(auth.mail, purpose, email, token);
  });
}

function settings(config: StackConfig["auth"]): Record<string, unknown> {
  return {
    external: { anonymous_users: config.enableAnonymousSignIns, email: true, phone: false },
    disable_signup: !config.enableSignup,
    mailer_autoconfirm: !config.email.enableConfirmations,
    phone_autoconfirm: false,
    sms_provider: "",
    saml_enabled: false,
  };
}
