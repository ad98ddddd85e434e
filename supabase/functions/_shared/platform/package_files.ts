/**
 * Files out of npm packages that no bundle holds: WASM, models, character maps.
 *
 * They are read where the packages are installed (development, tests, workers), else from the private bucket `assets`,
 * where `scripts/assets.ts` puts them. What is code is checked when it comes from there.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { JobError } from "../jobs/errors.ts";
import { getConfig } from "./config.ts";
import { createObjectStore, type ObjectStore } from "./object_store.ts";

export interface PackageFile {
  readonly package: string;
  readonly version: string;
  /** Within the package, as its exports name it. */
  readonly path: string;
  /** Of what is executed, and of what must not be wrong. */
  readonly sha256: string | undefined;
}

export const ASSETS_BUCKET = "assets";

/** Where the file lies in {@link ASSETS_BUCKET}. */
export const assetPath = (file: PackageFile): string =>
  `${file.package.replace("@", "")}/${file.version}/${file.path.split("/").pop()}`;

/** Where the file is installed; undefined when its package is not. */
export function installedAt(file: PackageFile): URL | undefined {
  try {
    return new URL(import.meta.resolve(`${file.package}/${file.path}`));
  } catch {
    return undefined;
  }
}

/** @throws JobError `storage_unavailable`, or `assets_missing` when it is neither installed nor in the bucket */
export async function readPackageFile(file: PackageFile): Promise<Uint8Array<ArrayBuffer>> {
  const url = installedAt(file);
  if (url?.protocol === "file:") {
    try {
      return await Deno.readFile(url);
    } catch { /* not installed */ }
  }
  const { supabaseUrl, secretKey } = getConfig();
  return await readAsset(file, createObjectStore({ url: supabaseUrl, apiKey: secretKey }));
}

/** Reads the file from the bucket. */
export async function readAsset(file: PackageFile, store: Pick<ObjectStore, "read">): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await store.read(ASSETS_BUCKET, assetPath(file));
  } catch (cause) {
    if (!(cause instanceof JobError) || cause.transient) throw cause;
    throw missing(file, cause);
  }
  if (file.sha256 && await sha256(bytes) !== file.sha256) throw missing(file, "its checksum is wrong");
  return bytes;
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");

function missing(file: PackageFile, cause: unknown): JobError {
  return new JobError(
    "assets_missing",
    "Cannot read this document: this installation lacks a file that is needed for it. Its operator must run the script that uploads such files.",
    { cause: `${file.package}/${file.path}: ${cause}` },
  );
}
