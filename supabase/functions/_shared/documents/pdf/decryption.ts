/**
 * Decrypts a PDF's streams by the standard security handler (ISO 32000-2, 7.6): just enough to look at what an encrypted
 * file unpacks to before pdf.js does.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createDecipheriv, createHash } from "node:crypto";
import { fileKey, type Handler } from "./encryption_key.ts";
import { rc4 } from "./rc4.ts";

/** Gives a stream's data as they were before they were encrypted. */
export type Decrypt = (data: Uint8Array, object: number, generation: number) => Uint8Array;

/**
 * Undefined when the file is not encrypted, in a way that is not known, or with another password: then it is not opened
 * either.
 *
 * @param file all of it
 */
export function decryptionOf(file: Buffer, password: string): Decrypt | undefined {
  return orNothing(() => {
    const handler = handlerOf(file);
    const key = handler && (fileKey(handler, password) ?? fileKey(handler, ""));
    return key &&
      ((data, object, generation) =>
        orNothing(() => decrypted(handler, key, data, object, generation)) ?? new Uint8Array());
  });
}

function decrypted(handler: Handler, key: Buffer, data: Uint8Array, object: number, generation: number): Uint8Array {
  if (handler.method === "rc4") return rc4(objectKey(key, object, generation, false), data);
  return aes(handler.revision >= 5 ? key : objectKey(key, object, generation, true), data);
}

/** In a damaged file keys and data have lengths that no cipher takes: there is nothing to look into. */
function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The dictionary that `/Encrypt` in the trailer leads to: neither it nor the trailer is encrypted. */
function handlerOf(file: Buffer): Handler | undefined {
  const at = file.lastIndexOf("/Encrypt");
  if (at === -1) return undefined;
  const [, object] = /^\/Encrypt\s+(\d+\s+\d+)\s+R/.exec(file.toString("latin1", at, at + 64)) ?? [];
  const start = object === undefined ? at : objectAt(file, object);
  if (start === -1) return undefined;
  const dictionary = file.toString("latin1", start, start + MAX_DICTIONARY).split("endobj")[0]!;
  const id = /\/ID\s*\[\s*/.exec(file.toString("latin1", Math.max(0, at - ID_REACH), at + ID_REACH));
  const idAt = id ? Math.max(0, at - ID_REACH) + id.index + id[0].length : -1;
  return parsedHandler(dictionary, id ? stringAt(file.toString("latin1", idAt, idAt + 512), 0) : Buffer.alloc(0));
}

const objectAt = (file: Buffer, object: string): number =>
  Math.max(...["\n", "\r"].map((before) => file.lastIndexOf(`${before}${object} obj`)));

const MAX_DICTIONARY = 8192, ID_REACH = 4096;

function parsedHandler(dictionary: string, id: Buffer): Handler | undefined {
  const number = (name: string) => Number(new RegExp(`/${name}\\s+(-?\\d+)`).exec(dictionary)?.[1] ?? NaN);
  const text = (name: string) => {
    const found = new RegExp(`/${name}\\s*(?=[(<][^<])`).exec(dictionary);
    return found ? stringAt(dictionary, found.index + found[0].length) : Buffer.alloc(0);
  };
  const version = number("V"), revision = number("R");
  const isAes = /\/CFM\s*\/AESV[23]/.test(dictionary), isIdentity = /\/StmF\s*\/Identity/.test(dictionary);
  if (!(version >= 1 && version <= 5) || isIdentity || version >= 4 && !/\/CFM/.test(dictionary)) return undefined;
  return {
    revision,
    method: isAes ? "aes" : "rc4",
    keyBytes: version === 1 ? 5 : version >= 4 ? 16 : (number("Length") || 40) / 8,
    permissions: number("P"),
    owner: text("O"),
    user: text("U"),
    ownerKey: text("OE"),
    userKey: text("UE"),
    id,
    metadata: !/\/EncryptMetadata\s+false/.test(dictionary),
  };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** The string that begins at `at`, hexadecimal or literal. */
function stringAt(text: string, at: number): Buffer {
  if (text[at] === "<") {
    return Buffer.from(text.slice(at + 1, text.indexOf(">", at)).replace(/\s/g, ""), "hex");
  }
  let value = "", depth = 0;
  for (let i = at; i < text.length; i++) {
    const letter = text[i]!;
    if (letter === "\\") {
      const [octal] = /^[0-7]{1,3}/.exec(text.slice(i + 1, i + 4)) ?? [];
      const next = text[i + 1] ?? "";
      if (octal) value += String.fromCharCode(parseInt(octal, 8) & 0xff);
      else if (next !== "\n" && next !== "\r") value += ESCAPES[next] ?? next;
      i += octal?.length ?? (next === "\r" && text[i + 2] === "\n" ? 2 : 1);
      continue;
    }
    if (letter === "(" && depth++ === 0) continue;
    if (letter === ")" && --depth === 0) break;
    value += letter;
  }
  return Buffer.from(value, "latin1");
}

function objectKey(key: Buffer, object: number, generation: number, isAes: boolean): Buffer {
  const salt = Buffer.alloc(5);
  salt.writeUIntLE(object & 0xffffff, 0, 3);
  salt.writeUIntLE(generation & 0xffff, 3, 2);
  const hash = createHash("md5").update(key).update(salt);
  if (isAes) hash.update("sAlT");
  return hash.digest().subarray(0, Math.min(16, key.length + 5));
}

/** What is cut off at the end, or padded otherwise than it should be, is decrypted as far as it goes. */
function aes(key: Buffer, data: Uint8Array): Uint8Array {
  const whole = data.length - data.length % 16;
  if (whole < 32) return new Uint8Array();
  const decipher = createDecipheriv(key.length === 32 ? "aes-256-cbc" : "aes-128-cbc", key, data.subarray(0, 16));
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(data.subarray(16, whole)), decipher.final()]);
}
