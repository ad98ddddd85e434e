/**
 * `DELETE /jobs/{id}`: the record first, so that no worker can go on, then every file. What cannot be removed now is in the
 * trash and is removed later.
 *
 * @module
 */
import { createLogger } from "../_shared/platform/log.ts";
import type { Caller } from "./caller.ts";

const log = createLogger({ function: "jobs" });

interface Place {
  readonly bucket: string;
  /** One object, or a folder when it ends in `/`. */
  readonly prefix: string;
}

export async function deleteJob(caller: Caller, id: string): Promise<void> {
  const places = await caller.rpc<Place[]>("delete_job", { p_job_id: id });
  try {
    for (const [bucket, paths] of Object.entries(Object.groupBy(places, (place) => place.bucket))) {
      const prefixes = (paths ?? []).map((place) => place.prefix);
      await caller.store.remove(bucket, prefixes.filter((prefix) => !prefix.endsWith("/")));
      for (const folder of prefixes.filter((prefix) => prefix.endsWith("/"))) {
        await caller.store.removeFolder(bucket, folder);
      }
    }
  } catch (error) {
    log.warn("files of a deleted job are left to the trash", { job: id, error });
  }
}
