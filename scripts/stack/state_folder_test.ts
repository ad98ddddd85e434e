import { strict as assert } from "node:assert";
import { findStack, holdStateFolder } from "./state_folder.ts";

const NOTE = {
  url: "http://127.0.0.1:1",
  databaseUrl: "postgres://postgres@127.0.0.1:2/postgres",
  pid: Deno.pid,
  publishableKey: "p",
  secretKey: "s",
  anonKey: "a",
  serviceRoleKey: "r",
};

Deno.test("a folder is one stack's at a time, and the refusal says which stack has it", async () => {
  const path = await Deno.makeTempDir();
  const folder = await holdStateFolder(path);
  await folder.announce(NOTE);
  await assert.rejects(holdStateFolder(path), /another stack \(process \d+\) is running on it. It serves http/);
  assert.deepEqual(await findStack(path), NOTE);

  await folder.release();
  assert.equal(await findStack(path), undefined);
  await (await holdStateFolder(path)).release();
  await Deno.remove(path, { recursive: true });
});

Deno.test("the note of a stack that was killed is not believed", async () => {
  const path = await Deno.makeTempDir();
  await Deno.writeTextFile(`${path}/lock`, "");
  await Deno.writeTextFile(`${path}/stack.json`, JSON.stringify(NOTE));
  assert.equal(await findStack(path), undefined);
  await Deno.remove(path, { recursive: true });
});
