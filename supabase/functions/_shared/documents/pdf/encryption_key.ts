/**
 * From a password to the key that a PDF's contents are encrypted with (ISO 32000-2, 7.6.4).
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { rc4 } from "./rc4.ts";

/** What a file says of its encryption. */
export interface Handler {
  readonly revision: number;
  readonly method: "rc4" | "aes";
  readonly keyBytes: number;
  readonly permissions: number;
  readonly owner: Buffer;
  readonly user: Buffer;
  readonly ownerKey: Buffer;
  readonly userKey: Buffer;
  readonly id: Buffer;
  /** Whether metadata are encrypted, too. */
  readonly metadata: boolean;
}

/** Undefined when the password is neither the user's nor the owner's. */
export function fileKey(handler: Handler, password: string): Buffer | undefined {
  if (handler.revision >= 5) return newKey(handler, Buffer.from(password, "utf8").subarray(0, 127));
  const given = Buffer.from(password, "latin1");
  return oldKey(handler, padded(given)) ?? oldKey(handler, padded(userPassword(handler, given)));
}

const PADDING = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");

const padded = (password: Buffer): Buffer => Buffer.concat([password, PADDING]).subarray(0, 32);

const md5 = (...data: readonly Uint8Array[]): Buffer => {
  const hash = createHash("md5");
  for (const each of data) hash.update(each);
  return hash.digest();
};

const ROUNDS = 50;

/** Revisions 2 to 4, by the user's password (algorithms 2, 4 and 5). */
function oldKey(handler: Handler, password: Buffer): Buffer | undefined {
  const { revision, keyBytes, owner, user, permissions, id, metadata } = handler;
  const permitted = Buffer.alloc(4);
  permitted.writeInt32LE(permissions | 0);
  const open = revision >= 4 && !metadata ? [Buffer.alloc(4, 0xff)] : [];
  let key = md5(password, owner.subarray(0, 32), permitted, id, ...open);
  if (revision >= 3) { for (let i = 0; i < ROUNDS; i++) key = md5(key.subarray(0, keyBytes)); }
  key = key.subarray(0, keyBytes);
  if (revision === 2) return user.equals(rc4(key, PADDING)) ? key : undefined;
  const check = turned(key, md5(PADDING, id), false);
  return user.subarray(0, 16).equals(check) ? key : undefined;
}

/** The user's password, which the owner's opens (algorithm 7). */
function userPassword({ revision, keyBytes, owner }: Handler, password: Buffer): Buffer {
  let key = md5(padded(password));
  if (revision >= 3) { for (let i = 0; i < ROUNDS; i++) key = md5(key); }
  key = key.subarray(0, keyBytes);
  return Buffer.from(revision === 2 ? rc4(key, owner.subarray(0, 32)) : turned(key, owner.subarray(0, 32), true));
}

/** Twenty times RC4, each with another key. */
function turned(key: Buffer, data: Uint8Array, backwards: boolean): Uint8Array {
  for (let i = 0; i < 20; i++) data = rc4(key.map((byte) => byte ^ (backwards ? 19 - i : i)), data);
  return data;
}

/** Revisions 5 and 6 (algorithm 2.A). */
function newKey({ revision, owner, user, ownerKey, userKey }: Handler, password: Buffer): Buffer | undefined {
  const hash = revision === 5
    ? (salt: Buffer, more: Buffer) => createHash("sha256").update(password).update(salt).update(more).digest()
    : (salt: Buffer, more: Buffer) => hardened(password, salt, more);
  for (
    const [check, wrapped, more] of [[user, userKey, Buffer.alloc(0)], [owner, ownerKey, user.subarray(0, 48)]] as const
  ) {
    if (check.length < 48 || !hash(check.subarray(32, 40), more).equals(check.subarray(0, 32))) continue;
    const decipher = createDecipheriv("aes-256-cbc", hash(check.subarray(40, 48), more), Buffer.alloc(16));
    decipher.setAutoPadding(false);
    return Buffer.concat([decipher.update(wrapped.subarray(0, 32)), decipher.final()]);
  }
  return undefined;
}

/** Algorithm 2.B. */
function hardened(password: Buffer, salt: Buffer, more: Buffer): Buffer {
  let key = createHash("sha256").update(password).update(salt).update(more).digest();
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const block = Buffer.concat([password, key, more]);
    const cipher = createCipheriv("aes-128-cbc", key.subarray(0, 16), key.subarray(16, 32));
    cipher.setAutoPadding(false);
    const data = Buffer.concat([cipher.update(Buffer.concat(Array<Buffer>(64).fill(block))), cipher.final()]);
    last = data.at(-1)!;
    const remainder = data.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = createHash(["sha256", "sha384", "sha512"][remainder]!).update(data).digest();
  }
  return key.subarray(0, 32);
}
