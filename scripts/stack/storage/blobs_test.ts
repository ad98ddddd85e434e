import assert from "node:assert/strict";
import { join } from "node:path";
import { eventually, ServiceHarness } from "../service_harness.ts";
import { OWN_FOLDER_POLICIES } from "./testing.ts";

let harness: ServiceHarness;
Deno.test.beforeAll(async () => {
  harness = await ServiceHarness.start(OWN_FOLDER_POLICIES);
});
Deno.test.afterAll(() => harness[Symbol.asyncDispose]());

async function filesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) names.push(...await filesIn(join(folder, entry.name)));
    else names.push(entry.name);
  }
  return names;
}
const objectFiles = () => filesIn(join(harness.folder, "storage", "objects"));

Deno.test("the bytes of removed, replaced and emptied objects are gone from disk, and none lies under a user's name", async () => {
  const { client, id } = await harness.user();
  const files = client.storage.from("files");
  for (const name of ["a", "b", "c"]) await files.upload(`${id}/${name}`, "first");
  await files.upload(`${id}/a`, "second", { upsert: true });
  await files.update(`${id}/a`, "third");
  await files.copy(`${id}/a`, `${id}/d`);
  await files.move(`${id}/b`, `${id}/moved`);
  const onDisk = await objectFiles();
  assert.equal(onDisk.length, 4);
  assert.ok(onDisk.every((name) => /^[0-9a-f-]{36}$/.test(name)));
  await files.remove([`${id}/a`, `${id}/moved`]);
  assert.equal((await objectFiles()).length, 2);
  assert.equal((await harness.admin().storage.emptyBucket("files")).error, null);
  assert.deepEqual(await objectFiles(), []);
});

Deno.test("an upload that is cut off leaves neither an object nor bytes", async () => {
  const { token, id, client } = await harness.user();
  const { hostname, port } = new URL(harness.url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const head = `POST /storage/v1/object/files/${id}/half HTTP/1.1\r\nhost: ${hostname}:${port}\r\n` +
    `authorization: Bearer ${token}\r\ncontent-type: text/plain\r\ncontent-length: 100000\r\n\r\n`;
  await connection.write(new TextEncoder().encode(head + "x".repeat(50_000)));
  await eventually("bytes arrive", async () => (await objectFiles()).length === 1);
  connection.close();
  await eventually("bytes are gone", async () => (await objectFiles()).length === 0);
  assert.equal((await client.storage.from("files").exists(`${id}/half`)).data, false);
});

Deno.test("of uploads to one name at the same time one wins, and the others' bytes are gone", async () => {
  const { client, id } = await harness.user();
  const files = client.storage.from("files");
  const uploads = (upsert: boolean) =>
    Promise.all(Array.from({ length: 8 }, (_, i) => files.upload(`${id}/contested-${upsert}`, String(i), { upsert })));
  assert.equal((await uploads(false)).filter(({ error }) => error === null).length, 1);
  assert.equal((await uploads(true)).filter(({ error }) => error === null).length, 8);
  assert.equal((await objectFiles()).length, 2);
  await files.remove([`${id}/contested-false`, `${id}/contested-true`]);
});

Deno.test("bytes that belong to no object are removed at the next start, and others are not", async () => {
  const { client, id } = await harness.user();
  await client.storage.from("files").upload(`${id}/kept`, "kept");
  await client.storage.from("files").upload(`${id}/lost`, "lost");
  await harness.sql.begin(async (sql) => {
    await sql`set local storage.allow_delete_query = 'true'`;
    await sql`delete from storage.objects where name = ${`${id}/lost`}`;
  });
  await harness.stopServices();
  await harness.startServices();
  await eventually("the orphan is gone", async () => (await objectFiles()).length === 1);
  assert.equal(await (await client.storage.from("files").download(`${id}/kept`)).data!.text(), "kept");
});

Deno.test("who reads an object while it is replaced gets the old one whole", async () => {
  const { client, id } = await harness.user();
  const files = client.storage.from("files");
  const size = 8 * 1024 * 1024;
  await files.upload(`${id}/read`, new Uint8Array(size).fill(1));
  const { data } = await files.createSignedUrl(`${id}/read`, 60);
  const reader = (await fetch(data!.signedUrl)).body!.getReader();
  let { value } = await reader.read();
  await files.upload(`${id}/read`, new Uint8Array(size).fill(2), { upsert: true });
  let read = 0;
  for (let done = false; !done && value; { value, done } = await reader.read()) {
    assert.ok(value.every((byte) => byte === 1));
    read += value.length;
  }
  assert.equal(read, size);
});
