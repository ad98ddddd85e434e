/**
 * Which names of objects and buckets are taken, and how sizes are written. Names are only ever keys in the database:
 * bytes lie under ids of our own (`blobs.ts`), so no name becomes a path.
 *
 * @module
 */
import { invalidBucketName, invalidKey, invalidMimeType, invalidRequest } from "./errors.ts";

// The characters that hosted takes: those safe in S3 keys and some that need care.
const OBJECT_NAME = /^[A-Za-z0-9_/!.*'() &$=@;:+,?-]+$/;
const BUCKET_NAME = /^[A-Za-z0-9_!.*'() &$=@;:+,?-]{1,100}$/;
// What Postgres can index; hosted stops at 1024 bytes, the longest key of S3.
const MAX_NAME_LENGTH = 1024;

/**
 * @throws StorageError `InvalidKey`. Stricter than hosted in one point: `.` and `..` segments are refused, because
 * every URL parser on the way resolves them, so that such an object could be made but never fetched.
 */
export function checkObjectName(name: string): string {
  const segments = name.split("/");
  const reachable = segments.every((segment) => segment !== "." && segment !== "..") && !name.startsWith("/");
  if (name.length > MAX_NAME_LENGTH || !OBJECT_NAME.test(name) || !reachable) throw invalidKey(name);
  return name;
}

/** @throws StorageError `InvalidBucketName` */
export function checkBucketName(name: string): string {
  if (!BUCKET_NAME.test(name) || name.trim() !== name) throw invalidBucketName();
  return name;
}

/** Reads a bucket's limit such as `20MB` or 1000 into bytes. Here, unlike in config.toml, a MB is a million bytes. */
export function parseSizeLimit(limit: string | number): number {
  if (typeof limit === "number") return limit;
  const match = /^(\d+(?:\.\d+)?)(gb|mb|kb|b)$/i.exec(limit);
  if (!match) throw invalidRequest("Invalid file size format, hint: use 20GB / 20MB / 30KB / 3B");
  const unit = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 }[match[2]!.toLowerCase()]!;
  return Math.floor(Number(match[1]) * unit);
}

/** @throws StorageError `InvalidMimeType` when a bucket takes only some types and this is none of them */
export function checkMimeType(type: string, allowed: readonly string[] | null): void {
  if (!allowed || allowed.length === 0) return;
  const [family, subtype] = type.toLowerCase().split(";")[0]!.trim().split("/");
  const accepted = allowed.some((pattern) => {
    const [allowedFamily, allowedSubtype] = pattern.toLowerCase().split(";")[0]!.trim().split("/");
    return (allowedFamily === "*" || allowedFamily === family) &&
      (allowedSubtype === "*" || allowedSubtype === subtype);
  });
  if (!subtype || !accepted) throw invalidMimeType(type);
}
