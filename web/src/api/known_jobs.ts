import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";

/** Told of every change in what is known: `job` is undefined when it was deleted, `before` when it was unknown. */
export type JobWatcher = (id: string, job: Job | undefined, before: Job | undefined) => void;

/**
 * The newest version of each job, wherever it came from. Answers and messages overtake each other: an answer that left
 * the server before a change may arrive after the message about it. So everything passes through here, and an older
 * version never replaces a newer one; nor does a deleted job come back.
 */
export class KnownJobs {
  readonly #newest = new Map<string, Job>();
  readonly #deleted = new Set<string>();
  readonly #news = new Set<string>();
  readonly #watchers = new Set<JobWatcher>();
  #active: readonly Job[] = [];

  /** Takes note of a job that was fetched; false when this or something newer is known already. */
  see(job: Job): boolean {
    const before = this.#newest.get(job.id);
    if (this.#deleted.has(job.id) || (before && before.version >= job.version)) return false;
    this.#newest.set(job.id, job);
    this.#changed(job.id, job, before);
    return true;
  }

  /** Takes note of a job that a message told of, perhaps one that no list has fetched. */
  hear(job: Job): boolean {
    this.#news.add(job.id);
    return this.see(job);
  }

  forget(id: string): void {
    if (this.#deleted.has(id)) return;
    const before = this.#newest.get(id);
    this.#deleted.add(id);
    this.#news.delete(id);
    this.#newest.delete(id);
    this.#changed(id, undefined, before);
  }

  /** Messages may have been missed: what was heard no longer proves that a job is still there. */
  startOver(): void {
    this.#news.clear();
  }

  get(id: string): Job | undefined {
    return this.#newest.get(id);
  }

  isDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  /** What messages told since the last {@link startOver}. */
  news(): Job[] {
    return [...this.#news].flatMap((id) => this.#newest.get(id) ?? []);
  }

  /** Jobs that are queued or processing; the same array until one of them changes. */
  readonly active = (): readonly Job[] => this.#active;

  readonly watch = (watcher: JobWatcher): () => void => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  #changed(id: string, job: Job | undefined, before: Job | undefined): void {
    this.#active = [...this.#newest.values()].filter(({ status }) => status === "queued" || status === "processing");
    for (const watcher of this.#watchers) watcher(id, job, before);
  }
}
