/**
 * A worksheet with a few questions, for tests of their rules: its owner, and how others see it.
 *
 * @module
 */
import type postgres from "postgres";
import type { Tables } from "../../functions/_shared/platform/database.types.ts";
import { database } from "./database.ts";

export type Question = Tables<"questions">;
export type Reading = { [key: string]: unknown };

export function reading(number: string, more: Reading = {}): Reading {
  return {
    position: Number(number) * 1024,
    section: null,
    number,
    stem: null,
    text: `Question ${number}?`,
    parts: [],
    options: [],
    marks: null,
    boxes: [{ page: 1, x0: 50, y0: 700 - Number(number) * 50, x1: 500, y1: 740 - Number(number) * 50 }],
    crop_path: null,
    tags: { type: "short_answer" },
    confidence: 0.9,
    ...more,
  };
}

export interface User {
  readonly id: string;
  /** Does something as this user, as PostgREST would. */
  do<T>(work: (sql: postgres.TransactionSql) => Promise<T>): Promise<T>;
}

export async function user({ admin = false } = {}): Promise<User> {
  const sql = await database();
  const id = crypto.randomUUID();
  await sql`insert into auth.users (id, aud, role) values (${id}, 'authenticated', 'authenticated')`;
  const claims = JSON.stringify({ sub: id, role: "authenticated", app_metadata: admin ? { role: "admin" } : {} });
  return {
    id,
    do: <T>(work: (sql: postgres.TransactionSql) => Promise<T>) =>
      sql.begin(async (tx) => {
        await tx`select set_config('request.jwt.claims', ${claims}, true)`;
        await tx`set local role authenticated`;
        return await work(tx);
      }) as Promise<T>,
  };
}

export interface Worksheet {
  readonly id: string;
  readonly owner: User;
  /** Takes the job up and publishes these readings, as the pipeline's last step does. */
  extract(readings: readonly Reading[]): Promise<void>;
  /** Its questions in order. */
  questions(): Promise<Question[]>;
}

export async function worksheet(readings: readonly Reading[]): Promise<Worksheet> {
  const sql = await database();
  const owner = await user();
  const [job] = await sql`
    insert into public.jobs (owner, kind, title) values (${owner.id}, 'questions', 'Algebra') returning id`;
  const id = job!["id"] as string;
  const sheet: Worksheet = {
    id,
    owner,
    async extract(readings) {
      const [bell] = await sql`select token from queue.leases where job_id = ${id}`;
      const [row] = await sql`select begin_job(${id}, ${bell!["token"]}) as held`;
      const { token } = row!["held"] as { token: string };
      await sql`select publish_questions(${id}, ${token}, ${sql.json(readings as postgres.JSONValue)})`;
      await sql`select complete_job(${id}, ${token}, ${sql.json({ question_count: readings.length })})`;
    },
    questions:
      async () => [...await sql<Question[]>`select * from public.questions where job_id = ${id} order by position, id`],
  };
  await sheet.extract(readings);
  return sheet;
}

/** Whether an error is a refusal of this type. */
export const raises = (type: string) => (error: unknown) => (error as { detail?: string }).detail === type;
