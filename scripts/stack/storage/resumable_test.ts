import assert from "node:assert/strict";
import { join } from "node:path";
import { ServiceHarness, type TestUser } from "../service_harness.ts";
import { OWN_FOLDER_POLICIES } from "./testing.ts";

const MB = 1024 * 1024;
const DAY = 24 * 3600 * 1000;

let harness: ServiceHarness;
Deno.test.beforeAll(async () => {
  harness = await ServiceHarness.start(OWN_FOLDER_POLICIES);
});
Deno.test.afterAll(() => harness[Symbol.asyncDispose]());

function tus(
  path: string,
  user: TestUser,
  method: string,
  headers: Record<string, string>,
  body?: Uint8Array<ArrayBuffer>,
) {
  return fetch(new URL(path, harness.url), {
    method,
    headers: { "tus-resumable": "1.0.0", authorization: `Bearer ${user.token}`, ...headers },
    ...(body ? { body } : {}),
  });
}

/** Sends, beside what belongs there, what a client must not be able to say of its upload. */
function create(user: TestUser, name: string, size: number, more: Record<string, string> = {}, type = "text/plain") {
  const metadata = Object.entries({
    bucketName: "files",
    objectName: name,
    contentType: type,
    owner: crypto.randomUUID(),
    upsert: "true",
    finished: "true",
  })
    .map(([key, value]) => `${key} ${btoa(value)}`).join(",");
  const headers = { "upload-length": String(size), "upload-metadata": metadata, ...more };
  return tus("/storage/v1/upload/resumable", user, "POST", headers);
}

async function append(user: TestUser, location: string, offset: number, bytes: Uint8Array<ArrayBuffer>) {
  const headers = { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" };
  const response = await tus(location, user, "PATCH", headers, bytes);
  await response.body?.cancel();
  return response;
}

async function offsetOf(user: TestUser, location: string): Promise<number | undefined> {
  const response = await tus(location, user, "HEAD", {});
  const offset = response.headers.get("upload-offset");
  return response.ok && offset !== null ? Number(offset) : undefined;
}

const idOf = (location: string) => new URL(location).pathname.split("/").at(-1)!;

Deno.test("a resumable upload goes on after a restart and becomes an object of its sender", async () => {
  const user = await harness.user();
  const bytes = crypto.getRandomValues(new Uint8Array(64 * 1024));
  const created = await create(user, `${user.id}/big.txt`, bytes.length);
  assert.equal(created.status, 201);
  const location = created.headers.get("location")!;
  assert.equal((await append(user, location, 0, bytes.slice(0, 40_000))).status, 204);
  await harness.stopServices();
  await harness.startServices();
  assert.equal(await offsetOf(user, location), 40_000);
  assert.equal((await append(user, location, 40_000, bytes.slice(40_000))).status, 204);
  const { data, error } = await user.client.storage.from("files").download(`${user.id}/big.txt`);
  assert.equal(error, null);
  assert.deepEqual(new Uint8Array(await data!.arrayBuffer()), bytes);
  const [row] = await harness.sql`select owner_id from storage.objects where name = ${`${user.id}/big.txt`}`;
  assert.equal(row!.owner_id, user.id);
});

Deno.test("a client that lost the last answer learns that its upload is complete", async () => {
  const user = await harness.user();
  const location = (await create(user, `${user.id}/done.txt`, 4)).headers.get("location")!;
  await append(user, location, 0, new Uint8Array(4));
  assert.equal(await offsetOf(user, location), 4);
});

Deno.test("an upload whose last bytes came just before a crash becomes an object at the next start", async () => {
  const user = await harness.user();
  const location = (await create(user, `${user.id}/crashed.txt`, 5)).headers.get("location")!;
  await harness.stopServices();
  await Deno.writeTextFile(join(harness.folder, "storage", "resumable", idOf(location)), "whole");
  await harness.startServices();
  const { data } = await user.client.storage.from("files").download(`${user.id}/crashed.txt`);
  assert.equal(await data!.text(), "whole");
});

Deno.test("a crash just after an upload became an object costs neither of them", async () => {
  const user = await harness.user();
  const location = (await create(user, `${user.id}/kept.txt`, 5)).headers.get("location")!;
  await append(user, location, 0, new TextEncoder().encode("whole"));
  await harness.stopServices();
  const file = join(harness.folder, "storage", "resumable", idOf(location));
  const upload = JSON.parse(await Deno.readTextFile(`${file}.json`));
  await Deno.writeTextFile(
    `${file}.json`,
    JSON.stringify({ ...upload, metadata: { ...upload.metadata, finished: null } }),
  );
  await Deno.writeTextFile(file, "whole");
  await harness.startServices();
  const { data } = await user.client.storage.from("files").download(`${user.id}/kept.txt`);
  assert.equal(await data!.text(), "whole");
  assert.equal(await offsetOf(user, location), 5);
});

Deno.test("an upload that the database could not take just then is finished when the client asks again", async () => {
  const user = await harness.user();
  const location = (await create(user, `${user.id}/missed.txt`, 4)).headers.get("location")!;
  await harness.sql.unsafe(`
    create function disk_full() returns trigger language plpgsql as
      $$ begin raise exception 'full' using errcode = '53100'; end $$;
    create trigger disk_full before insert on storage.objects
      for each row when (new.version <> '1') execute function disk_full()`);
  const failed = await append(user, location, 0, new TextEncoder().encode("late"));
  await harness.sql`drop function disk_full() cascade`;
  assert.equal(failed.status, 500);
  assert.equal((await user.client.storage.from("files").exists(`${user.id}/missed.txt`)).data, false);
  assert.equal(await offsetOf(user, location), 4);
  const { data } = await user.client.storage.from("files").download(`${user.id}/missed.txt`);
  assert.equal(await data!.text(), "late");
});

Deno.test("an upload that was not finished within a day is removed at the next start", async () => {
  const user = await harness.user();
  const location = (await create(user, `${user.id}/late.txt`, 5)).headers.get("location")!;
  await harness.stopServices();
  const note = join(harness.folder, "storage", "resumable", `${idOf(location)}.json`);
  const upload = JSON.parse(await Deno.readTextFile(note));
  await Deno.writeTextFile(
    note,
    JSON.stringify({ ...upload, creation_date: new Date(Date.now() - 2 * DAY).toISOString() }),
  );
  await harness.startServices();
  assert.equal(await offsetOf(user, location), undefined);
});

Deno.test("a chunk at another offset than the upload has reached is refused and changes nothing", async () => {
  const user = await harness.user();
  const location = (await create(user, `${user.id}/o.txt`, 10)).headers.get("location")!;
  await append(user, location, 0, new Uint8Array(4));
  for (const offset of [0, 3, 9, 2 ** 40]) {
    assert.equal((await append(user, location, offset, new Uint8Array(1))).status, 409, `offset ${offset}`);
  }
  assert.ok((await append(user, location, 4, new Uint8Array(60))).status >= 400, "more than was announced");
  assert.equal(await offsetOf(user, location), 4);
});

Deno.test("another user can neither go on with an upload nor end it, nor begin one in a foreign folder", async () => {
  const [owner, other] = [await harness.user(), await harness.user()];
  const location = (await create(owner, `${owner.id}/mine.txt`, 4)).headers.get("location")!;
  assert.equal((await append(other, location, 0, new Uint8Array(4))).status, 403);
  assert.equal((await tus(location, other, "DELETE", {})).status, 403);
  assert.equal((await create(other, `${owner.id}/theirs.txt`, 4)).status, 403);
  assert.equal((await append(owner, location, 0, new Uint8Array(4))).status, 204);
});

Deno.test("size, type and name are checked before any byte is taken", async () => {
  const user = await harness.user();
  await harness.sql`
    update storage.buckets set file_size_limit = ${MB}, allowed_mime_types = '{text/plain}' where id = 'files'`;
  try {
    assert.equal((await create(user, `${user.id}/big`, MB + 1)).status, 413);
    assert.equal((await create(user, `${user.id}/page`, 1, {}, "text/html")).status, 415);
    assert.equal((await create(user, `${user.id}/../../etc/passwd`, 1)).status, 400);
  } finally {
    await harness.sql`update storage.buckets set file_size_limit = null, allowed_mime_types = null where id = 'files'`;
  }
});

Deno.test("an upload replaces an object only when it says so", async () => {
  const user = await harness.user();
  const files = user.client.storage.from("files");
  await files.upload(`${user.id}/v.txt`, "old");
  assert.equal((await create(user, `${user.id}/v.txt`, 3)).status, 409);
  const location = (await create(user, `${user.id}/v.txt`, 3, { "x-upsert": "true" })).headers.get("location")!;
  assert.equal((await append(user, location, 0, new TextEncoder().encode("new"))).status, 204);
  assert.equal(await (await files.download(`${user.id}/v.txt`)).data!.text(), "new");
});

Deno.test("a signed upload URL opens a resumable upload of that one object", async () => {
  const [owner, guest] = [await harness.user(), await harness.user()];
  const { data } = await owner.client.storage.from("files").createSignedUploadUrl(`${owner.id}/gift.txt`);
  const signed = (name: string) => {
    const metadata = `bucketName ${btoa("files")},objectName ${btoa(name)}`;
    const headers = { "upload-length": "4", "upload-metadata": metadata, "x-signature": data!.token };
    return tus("/storage/v1/upload/resumable/sign", guest, "POST", headers);
  };
  assert.equal((await signed(`${owner.id}/other.txt`)).status, 400);
  const created = await signed(`${owner.id}/gift.txt`);
  assert.equal(created.status, 201);
  const headers = {
    "upload-offset": "0",
    "content-type": "application/offset+octet-stream",
    "x-signature": data!.token,
  };
  const appended = await tus(created.headers.get("location")!, guest, "PATCH", headers, new Uint8Array(4));
  assert.equal(appended.status, 204);
  assert.equal((await owner.client.storage.from("files").info(`${owner.id}/gift.txt`)).data?.size, 4);
});
