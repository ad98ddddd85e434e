/**
 * Vault: secrets that the database keeps.
 *
 * @module
 */
import assert from "node:assert/strict";
import { openTarget, type Target } from "./target.ts";

let target: Target;
Deno.test.beforeAll(async () => {
  target = await openTarget();
});
Deno.test.afterAll(() => target.close());

Deno.test("a secret is made, read, changed and removed, and is not kept as it is read", async () => {
  const { sql } = target;
  const name = `cf-${crypto.randomUUID()}`;
  const [made] = await sql`select vault.create_secret('first ü', ${name}, 'a test') as id`;
  const read = async () => (await sql`select * from vault.decrypted_secrets where name = ${name}`)[0];
  const secret = await read();
  assert.deepEqual([secret!.id, secret!.decrypted_secret, secret!.description], [made!.id, "first ü", "a test"]);
  assert.notEqual(secret!.secret, "first ü");
  await sql`select vault.update_secret(${made!.id}, 'second')`;
  const changed = await read();
  assert.deepEqual([changed!.decrypted_secret, changed!.description], ["second", "a test"]);
  await sql`delete from vault.secrets where id = ${made!.id}`;
  assert.equal(await read(), undefined);
});

Deno.test("two secrets cannot have one name", async () => {
  const name = `cf-${crypto.randomUUID()}`;
  const [made] = await target.sql`select vault.create_secret('a', ${name}) as id`;
  await assert.rejects(target.sql`select vault.create_secret('b', ${name})`, { code: "23505" });
  await target.sql`delete from vault.secrets where id = ${made!.id}`;
});

Deno.test("users of the API cannot reach the vault", async () => {
  for (const role of ["anon", "authenticated"]) {
    const attempt = target.sql.begin(async (tx) => {
      await tx.unsafe(`set local role ${role}`);
      await tx`select * from vault.decrypted_secrets`;
    });
    await assert.rejects(attempt, { code: "42501" });
  }
});
