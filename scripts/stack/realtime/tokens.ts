/**
 * In the words of hosted, why a token is not taken.
 *
 * @module
 */
import { decodeJwt } from "jose";

/** What to tell the bearer of a token that cannot be verified. */
export function whyInvalid(token: string): string {
  try {
    const { exp } = decodeJwt(token);
    if (exp !== undefined && exp * 1000 <= Date.now()) return whyExpired(exp);
    return "Failed to validate JWT signature";
  } catch {
    return "The token provided is not a valid JWT";
  }
}

/** @param exp seconds since 1970 */
export function whyExpired(exp: number): string {
  return `Token has expired ${Math.max(0, Math.round(Date.now() / 1000 - exp))} seconds ago`;
}
