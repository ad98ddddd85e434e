/**
 * Writing values and names into SQL. Requests are sent as one message of literal SQL instead of prepared statements with
 * parameters: role, claims and query then cost one round trip together (0.18 ms, against 0.6 ms for begin, set, query and
 * commit one after the other).
 *
 * @module
 */
import { RestError } from "./errors.ts";

/** A string constant. Safe because the session has `standard_conforming_strings` on: only the quote is special. */
export function literal(value: string): string {
  if (value.includes("\0")) {
    throw new RestError(400, "22P05", "unsupported Unicode escape sequence", "\\u0000 cannot be converted to text.");
  }
  return `'${value.replaceAll("'", "''")}'`;
}

export function identifier(name: string): string {
  if (name.includes("\0")) throw new RestError(400, "22P05", "unsupported Unicode escape sequence");
  return `"${name.replaceAll('"', '""')}"`;
}

export function qualified(schema: string, name: string): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

/** An array constant whose elements Postgres reads as the type that the context asks for. */
export function arrayLiteral(elements: string[]): string {
  const quoted = elements.map((element) => `"${element.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`);
  return literal(`{${quoted.join(",")}}`);
}
