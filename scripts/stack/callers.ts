/**
 * Who a request comes from: what Kong and the CLI's gateway make of `apikey` and `Authorization`.
 *
 * @module
 */
import type { Claims } from "./context.ts";
import type { Keys } from "./keys.ts";

export type Caller = { claims: Claims } | { refusal: Response };

/** The key that a request carries in its header, or, as for websockets, in its URL. */
export function apiKeyOf(request: Request): string | undefined {
  return request.headers.get("apikey") ?? new URL(request.url).searchParams.get("apikey") ?? undefined;
}

export function bearerOf(request: Request): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

/**
 * A user's token in `Authorization` counts for more than the key. Clients without a session send the key in both places.
 *
 * @param keyRequired whether a request without any key is refused, or let through as `anon`
 */
export async function identifyCaller(request: Request, keys: Keys, keyRequired: boolean): Promise<Caller> {
  const key = apiKeyOf(request);
  const bearer = bearerOf(request);
  const keyClaims = key === undefined ? undefined : await keys.claimsOf(key);
  if (key !== undefined && keyClaims === undefined) {
    return refuse("Invalid API key", "Double check your Supabase `anon` or `service_role` API key.");
  }
  if (key === undefined && keyRequired && bearer === undefined) {
    return refuse("No API key found in request", "No `apikey` request header or url param was found.");
  }
  if (bearer !== undefined && bearer !== key) {
    const claims = await keys.claimsOf(bearer);
    return claims === undefined ? { refusal: invalidToken(bearer) } : { claims };
  }
  return { claims: keyClaims ?? { role: "anon" } };
}

function refuse(message: string, hint: string): { refusal: Response } {
  return { refusal: Response.json({ message, hint }, { status: 401 }) };
}

function invalidToken(token: string): Response {
  const expired = isExpired(token);
  return Response.json(
    {
      code: expired ? "PGRST303" : "PGRST301",
      details: null,
      hint: null,
      message: expired ? "JWT expired" : "No suitable key or wrong key type",
    },
    { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_token"' } },
  );
}

function isExpired(token: string): boolean {
  try {
    const payload = token.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(payload)).exp < Date.now() / 1000;
  } catch {
    return false;
  }
}
