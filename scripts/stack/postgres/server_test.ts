import { strict as assert } from "node:assert";
import { join } from "node:path";
import postgres from "postgres";
import { STATE_DIR } from "../../folders.ts";
import { freePort } from "../ports.ts";
import { startPostgres } from "./index.ts";

/** A folder for a test, which other users can reach. */
async function newFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "postgres-test-" });
  await Deno.chmod(folder, 0o755);
  return folder;
}

const start = (folder: string, port = freePort()) =>
  startPostgres({
    cacheDir: join(STATE_DIR, "cache"),
    dataDir: join(folder, "data"),
    port,
    durable: true,
    log: () => {},
  });

async function query(url: string, text: string): Promise<postgres.RowList<postgres.Row[]>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

Deno.test("a cluster is made by the first start and kept by the next", async () => {
  const folder = await newFolder();
  const first = await start(folder);
  assert.equal(first.fresh, true);
  await query(first.databaseUrl, "create table public.kept as select 1 as n");
  await first.stop();
  const second = await start(folder);
  assert.equal(second.fresh, false);
  assert.equal((await query(second.databaseUrl, "select n from public.kept"))[0]!.n, 1);
  await second.stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("after a kill the server starts again, with all that was committed", async () => {
  const folder = await newFolder();
  const first = await start(folder);
  await query(first.databaseUrl, "create table public.kept as select 1 as n");
  Deno.kill(first.pid, "SIGKILL");
  await first.ended;
  const second = await start(folder);
  assert.equal((await query(second.databaseUrl, "select n from public.kept"))[0]!.n, 1);
  await second.stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a pid file whose id another process has got meanwhile does not keep the server from starting", async () => {
  const folder = await newFolder();
  const first = await start(folder);
  const pidFile = join(folder, "data", "postmaster.pid");
  const lines = (await Deno.readTextFile(pidFile)).split("\n");
  await first.stop();
  // This test's own process stands for the other one.
  await Deno.writeTextFile(pidFile, [String(Deno.pid), ...lines.slice(1)].join("\n"));
  const second = await start(folder);
  await second.stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a start waits for the server that a killed stack has left to end", async () => {
  const folder = await newFolder();
  const first = await start(folder);
  const starting = start(folder);
  const sooner = await Promise.race([starting, first.stop().then(() => "stopped")]);
  assert.equal(sooner, "stopped");
  await (await starting).stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("migrations run as a role that is no superuser and may do what hosted lets it", async () => {
  const folder = await newFolder();
  const server = await start(folder);
  const [role] = await query(server.databaseUrl, "select rolsuper from pg_roles where rolname = current_user");
  assert.equal(role!.rolsuper, false);
  await query(
    server.databaseUrl,
    `
    create extension if not exists pg_net with schema extensions;
    create extension if not exists pg_cron;
    create extension if not exists pg_cron;
    create extension if not exists supabase_vault with schema vault;
    create extension if not exists pg_trgm with schema extensions;
    create extension if not exists pgcrypto;
    create policy "a" on storage.objects for select to authenticated using (true);
    create policy "b" on realtime.messages for select to authenticated using (true);
    create table public.watched (id int primary key, owner uuid references auth.users (id) on delete cascade);
    alter publication supabase_realtime add table public.watched;
    create function public.hook() returns trigger language plpgsql as 'begin return new; end';
    create trigger hook after insert on auth.users for each row execute function public.hook();
    select cron.schedule('a', '10 seconds', 'select 1');
    select vault.create_secret('s', 'n');
    create role reader nologin;
    grant reader to authenticator`,
  );
  const tables = query(server.databaseUrl, "set role anon; select * from public.watched");
  await assert.rejects(tables, /permission denied for table watched/, "new tables are closed until they are granted");
  await server.stop();
  await Deno.remove(folder, { recursive: true });
});
