/**
 * The queue's verbs as a worker calls them, each timed.
 *
 * @module
 */
import type postgres from "postgres";
import { now } from "../clock.ts";

export interface Held {
  readonly id: string;
  readonly token: string;
}

interface AssignedJob {
  readonly token: string;
  readonly job: { readonly id: string };
}

const held = (assigned: AssignedJob): Held => ({ id: assigned.job.id, token: assigned.token });

export class Verbs {
  /** Milliseconds of each call, by verb. */
  readonly times: Record<string, number[]> = {};

  constructor(private readonly sql: postgres.Sql, private readonly kind: string) {}

  async enqueue(owner: string): Promise<string> {
    const [row] = await this.#timed(
      "enqueue",
      this.sql<{ id: string }[]>`
      insert into public.jobs (owner, kind, title) values (${owner}, ${this.kind}, 'bench') returning id`,
    );
    return row!.id;
  }

  /** As a worker outside the Edge. */
  async claim(): Promise<Held> {
    const [row] = await this.#timed(
      "claim",
      this.sql<{ job: AssignedJob | null }[]>`
      select public.claim_jobs(array[${this.kind}], 1) -> 0 as job`,
    );
    if (!row?.job) throw new Error("Cannot claim: nothing waits.");
    return held(row.job);
  }

  /** As a function that is rung for. */
  async begin(rung: Held): Promise<Held> {
    const [row] = await this.#timed(
      "begin",
      this.sql<{ job: AssignedJob }[]>`
      select public.begin_job(${rung.id}, ${rung.token}) as job`,
    );
    return held(row!.job);
  }

  async checkpoint(job: Held, cursor: number): Promise<void> {
    const step = this.sql.json({ stage: "bench", progress: 0.5, cursor });
    await this.#timed("checkpoint", this.sql`select public.checkpoint_job(${job.id}, ${job.token}, ${step})`);
  }

  async complete(job: Held, name = "complete"): Promise<void> {
    await this.#timed(name, this.sql`select public.complete_job(${job.id}, ${job.token}, '{}')`);
  }

  async completeAndNext(job: Held): Promise<Held> {
    const [row] = await this.#timed(
      "complete and begin next",
      this.sql<{ answer: { next: AssignedJob | null } }[]>`
      select public.complete_job(${job.id}, ${job.token}, '{}', '{}', true) as answer`,
    );
    // Two who look at once may choose the same job, and one goes without: it looks again, as a worker does.
    return row?.answer.next ? held(row.answer.next) : await this.claim();
  }

  async #timed<Rows>(verb: string, call: Promise<Rows>): Promise<Rows> {
    const sent = now();
    const rows = await call;
    (this.times[verb] ??= []).push(now() - sent);
    return rows;
  }
}
