/**
 * `npm run assets`: puts the files of packages that hosted functions read (WASM, models, character maps) into the
 * project's bucket.
 *
 * SUPABASE_URL and SUPABASE_SECRET_KEY say where.
 *
 * @module
 */
import { createClient } from "@supabase/supabase-js";
import { WEBP_WASM } from "../supabase/functions/_shared/documents/images/webp.ts";
import { CORE, CORE_SCRIPT, LANGUAGE_DATA } from "../supabase/functions/_shared/documents/ocr/files.ts";
import { PDFJS_FOLDERS, pdfjsFile } from "../supabase/functions/_shared/documents/pdf/assets.ts";
import { PDFIUM_WASM } from "../supabase/functions/_shared/documents/render/pdfium.ts";
import { createObjectStore } from "../supabase/functions/_shared/platform/object_store.ts";
import {
  assetPath,
  ASSETS_BUCKET,
  installedAt,
  type PackageFile,
} from "../supabase/functions/_shared/platform/package_files.ts";

const LARGE: readonly PackageFile[] = [PDFIUM_WASM, WEBP_WASM, CORE, CORE_SCRIPT, ...Object.values(LANGUAGE_DATA)];

/** How many files are under way at once: most are small. */
const AT_ONCE = 8;

/** Every file that a function may ask for. */
export const assets = (): readonly PackageFile[] => [...LARGE, ...pdfjsFiles()];

function pdfjsFiles(): PackageFile[] {
  const root = new URL("../../", import.meta.resolve("pdfjs-dist/legacy/build/pdf.min.mjs"));
  const names = (folder: string) => [...Deno.readDirSync(new URL(folder, root))].map(({ name }) => name).sort();
  return PDFJS_FOLDERS.flatMap((folder) => names(folder).map((name) => pdfjsFile(folder, name)))
    .filter((file) => file !== undefined);
}

/** Uploads all of them; tells each path. */
export async function uploadAssets(url: string, secretKey: string, say: (text: string) => void): Promise<void> {
  const { storage } = createClient(url, secretKey, { auth: { persistSession: false, autoRefreshToken: false } });
  const { error } = await storage.createBucket(ASSETS_BUCKET, { public: false });
  if (error && !/already exists/i.test(error.message)) {
    throw new Error(`Cannot make the bucket ${ASSETS_BUCKET}: ${error.message}. Is the key a secret one?`);
  }
  const store = createObjectStore({ url, apiKey: secretKey });
  const waiting = [...assets()].values();
  const upload = async () => {
    for (const file of waiting) {
      const bytes = await Deno.readFile(installedAt(file)!);
      await store.write(ASSETS_BUCKET, assetPath(file), bytes, "application/octet-stream");
      say(`${assetPath(file)} ${(bytes.length / 1e6).toFixed(2)} MB`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, upload));
}

if (import.meta.main) {
  const url = Deno.env.get("SUPABASE_URL"), secretKey = Deno.env.get("SUPABASE_SECRET_KEY");
  if (!url || !secretKey) {
    console.error(`${url ? "SUPABASE_SECRET_KEY" : "SUPABASE_URL"} not set: say which project the files are for.`);
    Deno.exit(2);
  }
  await uploadAssets(url, secretKey, console.log);
}
