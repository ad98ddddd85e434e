/**
 * Fills the tables: with jobs that wait, and with jobs that were done.
 *
 * @module
 */
import type postgres from "postgres";

const BATCH = 50_000;

/** Adds waiting jobs, dealt out to the owners in turn. Nobody listens to them, so nobody is told. */
export async function addWaiting(sql: postgres.Sql, kind: string, owners: readonly string[], amount: number) {
  await sql`alter table public.jobs disable trigger broadcast_insert`;
  for (let done = 0; done < amount; done += BATCH) {
    await sql`
      insert into public.jobs (owner, kind, title)
      select (${owners as string[]}::uuid[])[1 + n % ${owners.length}::int], ${kind}, 'waiting ' || n
      from generate_series(1, ${Math.min(BATCH, amount - done)}::int) n`;
  }
  await sql`alter table public.jobs enable trigger broadcast_insert`;
  await sql`vacuum analyze`;
  await sql`checkpoint`;
}

/** Adds jobs that were done, each with a file and the three entries of its timeline. */
export async function addFinished(sql: postgres.Sql, kind: string, owners: readonly string[], amount: number) {
  for (let done = 0; done < amount; done += BATCH) {
    await sql.begin(async (tx) => {
      // No triggers and no foreign keys: this is not what is measured.
      await tx`set local session_replication_role = replica`;
      await tx`
        with finished as (
          insert into public.jobs (owner, kind, title, status, progress, created_at, started_at, completed_at, expires_at)
          select (${owners as string[]}::uuid[])[1 + n % ${owners.length}::int], ${kind}, 'finished ' || n, 'completed', 1,
            at, at, at, at + interval '7 days'
          from (select n, now() - n * interval '100 milliseconds' as at
            from generate_series(${done}::int, ${Math.min(amount, done + BATCH) - 1}::int) n) x
          returning id, owner
        ), files as (
          insert into public.job_files (job_id, role, bucket, path, name, media_type, bytes, status)
          select id, 'input', 'inputs', owner || '/' || id, 'file.pdf', 'application/pdf', 1000, 'done' from finished
        )
        insert into public.job_events (job_id, type, message)
        select id, type, 'It was ' || type || '.' from finished, unnest(array['created', 'started', 'completed']) type`;
    });
  }
  await sql`vacuum analyze`;
  await sql`checkpoint`;
}
