/**
 * Large files out of npm packages: WASM and models.
 *
 * Hosted functions may have 20 MB, packages included whole, and Tesseract's alone has 44. So such packages are never
 * imported: their files are read where they are installed (development, tests, workers, and what a bundle holds of the
 * packages that are imported), else from the private bucket `assets`, where `scripts/assets.ts` puts them. What comes from
 * the bucket is checked, because some is code.
 *
 * @module
 */
import { JobError } from "../jobs/errors.ts";
import { getConfig } from "./config.ts";
import { createObjectStore, type ObjectStore } from "./object_store.ts";

export interface PackageFile {
  readonly package: string;
  readonly version: string;
  /** Within the package, as its exports name it. */
  readonly path: string;
  readonly sha256: string;
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
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (digest.toHex() !== file.sha256) throw missing(file, "its checksum is wrong");
  return bytes;
}

function missing(file: PackageFile, cause: unknown): JobError {
  return new JobError(
    "assets_missing",
    "Cannot read scans: this installation lacks what recognises text. Its operator must run the script that uploads it.",
    { cause: `${file.package}/${file.path}: ${cause}` },
  );
}
