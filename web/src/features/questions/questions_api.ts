/**
 * A worksheet's questions on the server: reading, changing, their pictures.
 *
 * @module
 */
import type { SupabaseClient } from "@supabase/supabase-js";
import { Problem } from "../../api/problem.ts";
import { type Change, type Edit, picked } from "./change.ts";
import { FIELDS, type Fields, type Question } from "./question.ts";

/** Somebody else has changed the question meanwhile. */
export class VersionConflict extends Error {
  override readonly name = "VersionConflict";

  constructor(readonly theirs: Question) {
    super("The question was changed meanwhile.");
  }
}

/** Somebody else has deleted the question, or merged it. */
export class QuestionGone extends Error {
  override readonly name = "QuestionGone";

  constructor(readonly id: string) {
    super("The question is not there any more.");
  }
}

export type Versions = ReadonlyMap<string, number>;

const COLUMNS = `id,job_id,owner,${FIELDS.join()},confidence,edited_by_person,proposed,version`;
/** As many as one answer holds. */
const PAGE_SIZE = 1000;
const LINK_SECONDS = 7 * 24 * 3600;

export class QuestionsApi {
  /** @param job whose questions these are */
  constructor(
    private readonly supabase: SupabaseClient,
    readonly job: { readonly id: string; readonly owner: string },
  ) {}

  async all(): Promise<Question[]> {
    const found: Question[] = [];
    while (found.length % PAGE_SIZE === 0) {
      const { data, error } = await this.supabase.from("questions").select(COLUMNS).eq("job_id", this.job.id)
        .order("position").order("id").range(found.length, found.length + PAGE_SIZE - 1)
        .overrideTypes<Question[], { merge: false }>();
      if (error) throw readProblem(error);
      if (data.length === 0) break;
      found.push(...data);
    }
    return found;
  }

  async get(id: string): Promise<Question | undefined> {
    const { data, error } = await this.supabase.from("questions").select(COLUMNS).eq("id", id)
      .overrideTypes<Question[], { merge: false }>();
    if (error) throw readProblem(error);
    return data[0];
  }

  /**
   * Saves a change, all of it or nothing where the questions are changed, split or merged.
   *
   * @param versions in which the changed and removed questions were seen
   * @returns the questions that it changed or made, as they are now
   * @throws VersionConflict, QuestionGone
   */
  async save(change: Change, versions: Versions): Promise<Question[]> {
    const { edits = [], creates = [], removes = [] } = change;
    const [edit] = edits;
    if (edits.length === 1 && creates.length > 0 && removes.length === 0) {
      return await this.#split(edit!, creates, versions);
    }
    if (edits.length === 1 && removes.length > 0 && creates.length === 0) {
      const p_questions = [edit!.id, ...removes].map((id) => ({ id, version: versions.get(id) }));
      return [await this.#call<Question>("merge_questions", { p_questions, p_changes: edit!.fields })];
    }
    const saved: Question[] = [];
    if (edits.length > 0) {
      saved.push(...await this.#update(edits.map(({ id, fields }) => ({ id, version: versions.get(id), ...fields }))));
    }
    for (const question of creates) {
      const p_question = { id: question.id, ...picked(question, FIELDS) };
      saved.push(await this.#call<Question>("create_question", { p_job_id: this.job.id, p_question }));
    }
    for (const id of removes) await this.#call("delete_question", { p_id: id, p_version: versions.get(id) });
    return saved;
  }

  /** Takes what a later extraction read, or dismisses it. */
  async settle({ id, version }: Question, isTaken: boolean): Promise<Question> {
    return await this.#call<Question>("settle_proposal", { p_id: id, p_version: version, p_take: isTaken });
  }

  /** @param options in the place of the job's; undefined keeps those */
  async extractAgain(options: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    await this.#call("extract_again", { p_job_id: this.job.id, ...(options && { p_options: options }) });
  }

  /** @returns its path */
  async putCrop(picture: Blob): Promise<string> {
    const path = `${this.job.owner}/${this.job.id}/crops/${crypto.randomUUID()}.png`;
    const { error } = await this.supabase.storage.from("extractions").upload(path, picture, {
      contentType: "image/png",
    });
    if (error) throw error;
    return path;
  }

  /** Links to pictures, by their paths; they hold for seven days. */
  async links(paths: readonly string[]): Promise<Map<string, string>> {
    const { data, error } = await this.supabase.storage.from("extractions").createSignedUrls([...paths], LINK_SECONDS);
    if (error) throw error;
    return new Map(data.flatMap(({ path, signedUrl }) => path && signedUrl ? [[path, signedUrl]] : []));
  }

  async #split({ id, fields }: Edit, creates: readonly Question[], versions: Versions): Promise<Question[]> {
    const pieces = [fields, ...creates.map((question) => ({ id: question.id, ...picked(question, FIELDS) }))];
    const args = { p_id: id, p_version: versions.get(id), p_pieces: pieces };
    const saved = await this.#call<Question[]>("split_question", args);
    // They come right behind the first; where a merger is taken back, they go to where they were.
    const places = new Map(creates.map((question) => [question.id, question.position]));
    const astray = saved.filter(({ id, position }) => places.has(id) && places.get(id) !== position);
    if (astray.length === 0) return saved;
    const placed = await this.#update(
      astray.map(({ id, version }) => ({ id, version, position: places.get(id)! })),
    );
    return [...saved, ...placed];
  }

  #update(changes: readonly (Partial<Fields> & { id: string; version: number | undefined })[]): Promise<Question[]> {
    return this.#call<Question[]>("update_questions", { p_changes: changes });
  }

  async #call<Answer>(name: string, args: Record<string, unknown>): Promise<Answer> {
    const { data, error } = await this.supabase.rpc(name, args);
    if (error) throw saveProblem(error);
    return data;
  }
}

interface PostgrestError {
  readonly code?: string;
  readonly message: string;
  readonly details?: string | null;
  readonly hint?: string | null;
}

function saveProblem(error: PostgrestError): Error {
  if (error.details === "version_conflict" && error.hint) return new VersionConflict(JSON.parse(error.hint));
  if (error.details === "question_not_found") return new QuestionGone(error.hint ?? "");
  return readProblem(error);
}

/** PostgREST's client gives network errors back as answers with an empty code. */
function readProblem(error: PostgrestError): Error {
  return error.code ? new Problem(error.details ?? error.code, error.message) : new TypeError(error.message);
}
