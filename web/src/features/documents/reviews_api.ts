import type { SupabaseClient } from "@supabase/supabase-js";
import { Problem } from "../../api/problem.ts";
import { type Change, changesIn } from "./review.ts";

export interface SavedReview {
  readonly changes: readonly Change[];
  /** 0 when there is none yet. */
  readonly version: number;
}

/** Somebody else, or another page, has saved meanwhile. */
export class VersionConflict extends Error {
  override readonly name = "VersionConflict";
}

/** A job's review on the server. */
export class ReviewsApi {
  constructor(private readonly supabase: SupabaseClient, private readonly jobId: string) {}

  async load(): Promise<SavedReview> {
    const { data, error } = await this.supabase.from("document_reviews").select("changes,version")
      .eq("job_id", this.jobId);
    if (error) throw problemOf(error);
    const [saved] = data;
    return saved ? { changes: changesIn(saved["changes"]), version: saved["version"] } : { changes: [], version: 0 };
  }

  /**
   * @param version that the changes come from
   * @returns the version that they are now
   * @throws VersionConflict
   */
  async save(changes: readonly Change[], version: number): Promise<number> {
    const { data, error } = await this.supabase.rpc("save_document_review", {
      p_job_id: this.jobId,
      p_version: version,
      p_changes: changes,
    });
    if (error?.details === "version_conflict") throw new VersionConflict(error.message);
    if (error) throw problemOf(error);
    return data;
  }
}

/** PostgREST's client gives network errors back as answers with an empty code. */
function problemOf({ code, message, details }: { code?: string; message: string; details?: string }): Error {
  return code ? new Problem(details ?? code, message) : new TypeError(message);
}
