/** Where to keep caches when the usual folder belongs to somebody else. */
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";

/** Whether `folder` can be written to, or be made. */
export function isWritable(folder) {
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** `preferred` where it can be written to, else a folder of this user in the temporary directory. */
export function writableFolder(preferred, name) {
  if (isWritable(preferred)) return preferred;
  const fallback = join(tmpdir(), `docmill-${userInfo().uid}`, name);
  mkdirSync(fallback, { recursive: true, mode: 0o700 });
  return fallback;
}
