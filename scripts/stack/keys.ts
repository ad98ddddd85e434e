/**
 * The stack's API keys and its signing of tokens. All are the well-known local values of the Supabase CLI, so that a
 * client configured for `supabase start` reaches this stack too. They protect nothing: the stack is for development.
 *
 * @module
 */
import { importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import type { StackConfig } from "./config.ts";
import type { Claims } from "./context.ts";

const JWT_SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";
const PUBLISHABLE_KEY = "sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH";
const SECRET_KEY = "sb_secret_N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz";
const LEGACY_KEY_EXPIRY = 1983812996;

const SIGNING_KEY = {
  kty: "EC",
  kid: "b81269f1-21d8-4f2e-b719-c2240a840d90",
  use: "sig",
  alg: "ES256",
  crv: "P-256",
  x: "M5Sjqn5zwC9Kl1zVfUUGvv9boQjCGd45G8sdopBExB4",
  y: "P6IXMvA2WYXSHSOMTBH2jsw_9rrzGy89FjPf6oOsIxQ",
  d: "dIhR8wywJlqlua4y_yMq2SLhlFXDZJBCvFrY1DCHyVU",
} as const;

const REMEMBERED_TOKENS = 1000;

export interface Keys {
  /** Signs the legacy keys (HS256); tokens signed with it by others, such as tests, are taken too. */
  readonly jwtSecret: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Legacy key: a JWT of role `anon`. */
  readonly anonKey: string;
  /** Legacy key: a JWT of role `service_role`. */
  readonly serviceRoleKey: string;
  /** What `/auth/v1/.well-known/jwks.json` serves and functions get as `SUPABASE_JWKS`: public keys only. */
  readonly jwks: { keys: JWK[] };
  /** A user's token (ES256, as hosted projects sign). `claims.exp` is the caller's to set. */
  sign(claims: Record<string, unknown>): Promise<string>;
  /** A token under the shared secret (HS256), for the stack's own signed URLs. */
  signWithSecret(claims: Record<string, unknown>): Promise<string>;
  /** The claims of a token that is ours and has not expired. */
  verify(token: string): Promise<Claims | undefined>;
  /** What a publishable, secret or legacy key, or a user's token, stands for; undefined when it is none of them. */
  claimsOf(keyOrToken: string): Promise<Claims | undefined>;
}

/** Makes the keys for a stack; `[auth]` of config.toml may name others than the well-known ones. */
export async function createKeys(auth: StackConfig["auth"]): Promise<Keys> {
  const jwtSecret = auth.jwtSecret ?? JWT_SECRET;
  const secret = new TextEncoder().encode(jwtSecret);
  const { d: _private, ...publicJwk } = SIGNING_KEY;
  const [privateKey, publicKey] = await Promise.all([importJWK(SIGNING_KEY, "ES256"), importJWK(publicJwk, "ES256")]);
  const remembered = new Map<string, Claims>();

  const signWithSecret = (claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(secret);
  const legacyKey = (role: string) => signWithSecret({ iss: "supabase-demo", role, exp: LEGACY_KEY_EXPIRY });

  async function verify(token: string): Promise<Claims | undefined> {
    const now = Date.now() / 1000;
    const known = remembered.get(token);
    if (known !== undefined) return known.exp === undefined || known.exp > now ? known : undefined;
    try {
      const { payload } = await jwtVerify(
        token,
        (header) => header.alg === "ES256" ? publicKey : secret,
        { algorithms: ["ES256", "HS256"] },
      );
      const claims: Claims = { role: "anon", ...payload };
      // Verifying costs about as much as a small query; a client sends the same token with every request.
      if (remembered.size >= REMEMBERED_TOKENS) remembered.clear();
      remembered.set(token, claims);
      return claims;
    } catch {
      return undefined;
    }
  }

  const publishableKey = auth.publishableKey ?? PUBLISHABLE_KEY;
  const secretKey = auth.secretKey ?? SECRET_KEY;
  return {
    jwtSecret,
    publishableKey,
    secretKey,
    anonKey: auth.anonKey ?? await legacyKey("anon"),
    serviceRoleKey: auth.serviceRoleKey ?? await legacyKey("service_role"),
    jwks: { keys: [{ ...publicJwk, key_ops: ["verify"] }] },
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: SIGNING_KEY.kid, typ: "JWT" }).sign(privateKey),
    signWithSecret,
    verify,
    claimsOf(keyOrToken) {
      if (keyOrToken === publishableKey) return Promise.resolve({ role: "anon" });
      if (keyOrToken === secretKey) return Promise.resolve({ role: "service_role" });
      return verify(keyOrToken);
    },
  };
}
