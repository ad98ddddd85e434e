/**
 * What of Supabase Storage is served, as unmodified supabase-js and tus-js-client ask for it.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { Upload } from "tus-js-client";
import { newUser, openTarget, type Target, type TargetUser } from "./target.ts";

const BUCKET = "conformance";
const OWN = `bucket_id = '${BUCKET}' and (storage.foldername(name))[1] = (select auth.uid())::text`;
const SCHEMA = `
drop policy if exists "conformance: select" on storage.objects;
drop policy if exists "conformance: insert" on storage.objects;
drop policy if exists "conformance: update" on storage.objects;
drop policy if exists "conformance: delete" on storage.objects;
create policy "conformance: select" on storage.objects for select to authenticated using (${OWN});
create policy "conformance: insert" on storage.objects for insert to authenticated with check (${OWN});
create policy "conformance: update" on storage.objects for update to authenticated using (${OWN});
create policy "conformance: delete" on storage.objects for delete to authenticated using (${OWN});
`;
const MB = 1024 * 1024;

let target: Target;
let admin: SupabaseClient;
Deno.test.beforeAll(async () => {
  target = await openTarget();
  admin = createClient(target.url, target.secretKey, { auth: { persistSession: false, autoRefreshToken: false } });
  await target.sql.unsafe(SCHEMA);
  const { error } = await admin.storage.createBucket(BUCKET, { public: false });
  if (error && error.message !== "The resource already exists") throw error;
});
Deno.test.afterAll(async () => {
  await admin.storage.emptyBucket(BUCKET);
  await target.close();
});

const filesOf = (user: TargetUser) => user.client.storage.from(BUCKET);
const codeOf = ({ error }: { error: unknown }) => (error as { code?: string } | null)?.code;
const statusOf = ({ error }: { error: unknown }) => (error as { statusCode?: string } | null)?.statusCode;

Deno.test("a bucket is made, read, listed, changed and removed", async () => {
  const id = `conformance-${crypto.randomUUID()}`;
  const limits = { fileSizeLimit: "1KB", allowedMimeTypes: ["image/*"] };
  assert.equal((await admin.storage.createBucket(id, { public: true, ...limits })).data?.name, id);
  assert.equal(statusOf(await admin.storage.createBucket(id, { public: true })), "409");
  const bucket = (await admin.storage.getBucket(id)).data!;
  assert.deepEqual([bucket.public, bucket.file_size_limit, bucket.allowed_mime_types], [true, 1000, ["image/*"]]);
  assert.ok((await admin.storage.listBuckets()).data!.some((one) => one.id === id));
  assert.equal((await admin.storage.updateBucket(id, { public: false })).error, null);
  assert.equal((await admin.storage.getBucket(id)).data!.public, false);
  assert.equal((await admin.storage.deleteBucket(id)).error, null);
  assert.equal(codeOf(await admin.storage.getBucket(id)), "NoSuchBucket");
});

Deno.test("a bucket with objects is not removed until it is empty", async () => {
  const id = `conformance-${crypto.randomUUID()}`;
  await admin.storage.createBucket(id, { public: false });
  await admin.storage.from(id).upload("a", "a");
  assert.equal(statusOf(await admin.storage.deleteBucket(id)), "409");
  await admin.storage.from(id).remove(["a"]);
  assert.equal((await admin.storage.deleteBucket(id)).error, null);
});

Deno.test("users without policies on buckets neither see nor make any", async () => {
  const { client } = await newUser(target);
  assert.deepEqual((await client.storage.listBuckets()).data, []);
  assert.equal(codeOf(await client.storage.getBucket(BUCKET)), "NoSuchBucket");
  assert.equal(statusOf(await client.storage.createBucket("mine", { public: true })), "403");
});

Deno.test("bytes, strings, blobs and streams are stored with type, cache time and metadata", async () => {
  const user = await newUser(target);
  const bytes = new TextEncoder().encode("content");
  const bodies = {
    bytes,
    text: "content",
    blob: new Blob([bytes], { type: "text/csv" }),
    stream: new Blob([bytes]).stream(),
  };
  for (const [name, body] of Object.entries(bodies)) {
    const path = `${user.id}/${name} (1).csv`;
    const options = { contentType: "text/csv", cacheControl: "60", metadata: { from: name } };
    const { data, error } = await filesOf(user).upload(path, body, options);
    assert.equal(error, null);
    assert.deepEqual([data!.path, data!.fullPath], [path, `${BUCKET}/${path}`]);
    assert.equal(await (await filesOf(user).download(path)).data!.text(), "content");
    const info = (await filesOf(user).info(path)).data!;
    assert.deepEqual([info.size, info.contentType, info.cacheControl], [7, "text/csv", "max-age=60"]);
    assert.deepEqual(info.metadata, { from: name });
  }
});

Deno.test("an object is replaced only by upsert and update", async () => {
  const user = await newUser(target);
  const path = `${user.id}/file`;
  await filesOf(user).upload(path, "1");
  const refused = await filesOf(user).upload(path, "2");
  assert.deepEqual([statusOf(refused), refused.error?.message], ["409", "The resource already exists"]);
  await filesOf(user).upload(path, "3", { upsert: true });
  assert.equal(await (await filesOf(user).download(path)).data!.text(), "3");
  await filesOf(user).update(path, "4");
  assert.equal(await (await filesOf(user).download(path)).data!.text(), "4");
});

Deno.test("an upsert needs to be allowed to select and update, an upload only to insert", async () => {
  const user = await newUser(target);
  const folder = `drop-${user.id}`;
  await target.sql.unsafe(`
    drop policy if exists "conformance: drop" on storage.objects;
    create policy "conformance: drop" on storage.objects for insert to authenticated
      with check (bucket_id = '${BUCKET}' and (storage.foldername(name))[1] = 'drop-' || (select auth.uid())::text)`);
  assert.equal((await filesOf(user).upload(`${folder}/a`, "a")).error, null);
  assert.equal(statusOf(await filesOf(user).upload(`${folder}/b`, "b", { upsert: true })), "403");
  await target.sql.unsafe('drop policy "conformance: drop" on storage.objects');
});

Deno.test("another user's object can be reached by no verb", async () => {
  const [owner, other] = [await newUser(target), await newUser(target)];
  const path = `${owner.id}/secret`;
  await filesOf(owner).upload(path, "secret");
  const theirs = filesOf(other);
  const own = `${other.id}/stolen`;
  assert.equal(codeOf(await theirs.download(path)), "NoSuchKey");
  assert.equal(codeOf(await theirs.info(path)), "NoSuchKey");
  assert.equal((await theirs.exists(path)).data, false);
  assert.deepEqual((await theirs.list(owner.id)).data, []);
  assert.deepEqual((await theirs.listV2({ prefix: owner.id })).data!.objects, []);
  assert.equal(codeOf(await theirs.createSignedUrl(path, 60)), "NoSuchKey");
  assert.equal((await theirs.createSignedUrls([path], 60)).data![0]!.signedUrl, null);
  assert.equal(codeOf(await theirs.copy(path, own)), "NoSuchKey");
  assert.equal(codeOf(await theirs.move(path, own)), "NoSuchKey");
  assert.deepEqual((await theirs.remove([path])).data, []);
  for (const upsert of [false, true]) {
    assert.equal(statusOf(await theirs.upload(path, "mine", { upsert })), "403");
    assert.equal(statusOf(await theirs.createSignedUploadUrl(path, { upsert })), "403");
  }
  assert.equal(statusOf(await theirs.update(path, "mine")), "403");
  await theirs.upload(own, "own");
  assert.equal(statusOf(await theirs.move(own, `${owner.id}/planted`)), "403");
  assert.equal(statusOf(await theirs.copy(own, `${owner.id}/planted`)), "403");
  const anonymous = createClient(target.url, target.publishableKey, { auth: { persistSession: false } });
  assert.equal(codeOf(await anonymous.storage.from(BUCKET).download(path)), "NoSuchKey");
  assert.equal(await (await filesOf(owner).download(path)).data!.text(), "secret");
});

Deno.test("names that would leave the folder are refused, however they come", async () => {
  const user = await newUser(target);
  await filesOf(user).upload(`${user.id}/a`, "a");
  for (const name of ["../../etc/passwd", "a\\..\\b", "naïve", "tab\there"]) {
    const path = `${user.id}/${name}`;
    assert.equal(codeOf(await filesOf(user).copy(`${user.id}/a`, path)), "InvalidKey", `copy to ${name}`);
    assert.equal(codeOf(await filesOf(user).move(`${user.id}/a`, path)), "InvalidKey", `move to ${name}`);
  }
  const encoded = `${target.url}/storage/v1/object/${BUCKET}/${user.id}%2F..%2F..%2Fescaped`;
  const headers = { authorization: `Bearer ${user.token}`, apikey: target.publishableKey };
  const response = await fetch(encoded, { method: "POST", headers, body: "x" });
  assert.equal((await response.json()).code, "InvalidKey");
});

Deno.test("objects are moved and copied, also into another bucket", async () => {
  const user = await newUser(target);
  const files = filesOf(user);
  await files.upload(`${user.id}/a`, "a", { contentType: "text/csv" });
  assert.equal((await files.copy(`${user.id}/a`, `${user.id}/b`)).data!.path, `${BUCKET}/${user.id}/b`);
  assert.equal((await files.move(`${user.id}/a`, `${user.id}/deep/c`)).error, null);
  assert.equal((await files.exists(`${user.id}/a`)).data, false);
  assert.equal((await files.info(`${user.id}/deep/c`)).data!.contentType, "text/csv");
  assert.equal(statusOf(await files.move(`${user.id}/b`, `${user.id}/deep/c`)), "409");
  const other = `conformance-${crypto.randomUUID()}`;
  await admin.storage.createBucket(other, { public: false });
  const copied = await admin.storage.from(BUCKET).copy(`${user.id}/b`, "b", { destinationBucket: other });
  assert.equal(copied.data!.path, `${other}/b`);
  await admin.storage.from(other).remove(["b"]);
  await admin.storage.deleteBucket(other);
});

Deno.test("removing says what is gone", async () => {
  const user = await newUser(target);
  await filesOf(user).upload(`${user.id}/a`, "a");
  const { data } = await filesOf(user).remove([`${user.id}/a`, `${user.id}/never-was`]);
  assert.deepEqual(data!.map((object) => object.name), [`${user.id}/a`]);
  assert.equal((await filesOf(user).exists(`${user.id}/a`)).data, false);
});

Deno.test("list() shows one level, with search, order, limit and offset", async () => {
  const user = await newUser(target);
  for (const name of ["b.txt", "a.txt", "sub/one", "sub/two", "Bee.txt"]) {
    await filesOf(user).upload(`${user.id}/${name}`, name);
  }
  const list = async (options: Parameters<ReturnType<typeof filesOf>["list"]>[1], folder = user.id) =>
    (await filesOf(user).list(folder, options)).data!.map((entry) => entry.name);
  assert.deepEqual(await list({}), ["a.txt", "b.txt", "Bee.txt", "sub"]);
  assert.deepEqual(await list({ sortBy: { column: "name", order: "desc" } }), ["sub", "Bee.txt", "b.txt", "a.txt"]);
  assert.deepEqual(await list({ limit: 2, offset: 1 }), ["b.txt", "Bee.txt"]);
  assert.deepEqual(await list({ search: "b" }), ["b.txt", "Bee.txt"]);
  assert.deepEqual(await list({}, `${user.id}/sub`), ["one", "two"]);
  assert.deepEqual(await list({ sortBy: { column: "created_at", order: "desc" } }), [
    "sub",
    "Bee.txt",
    "a.txt",
    "b.txt",
  ]);
  const entries = (await filesOf(user).list(user.id)).data!;
  assert.equal(entries.find((entry) => entry.name === "sub")!.id, null);
  assert.equal(entries.find((entry) => entry.name === "a.txt")!.metadata!.size, 5);
});

Deno.test("listV2() pages by cursor, flat or by folder", async () => {
  const user = await newUser(target);
  for (const name of ["a", "b", "c/1", "c/2", "d"]) await filesOf(user).upload(`${user.id}/${name}`, name);
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const options = { prefix: `${user.id}/`, with_delimiter: true, limit: 2, ...(cursor ? { cursor } : {}) };
    const { data } = await filesOf(user).listV2(options);
    pages.push([...data!.folders, ...data!.objects].map((entry) => entry.name.replace(`${user.id}/`, "")).sort());
    more = data!.hasNext;
    cursor = data!.nextCursor;
  }
  assert.deepEqual(pages, [["a", "b"], ["c/", "d"]]);
  const flat = await filesOf(user).listV2({ prefix: `${user.id}/c`, sortBy: { column: "name", order: "desc" } });
  assert.deepEqual(flat.data!.objects.map((object) => object.name), [`${user.id}/c/2`, `${user.id}/c/1`]);
});

Deno.test("a signed URL opens one object to everybody, for a time, under a name to download it by", async () => {
  const user = await newUser(target);
  await filesOf(user).upload(`${user.id}/a b.txt`, "content");
  const { data } = await filesOf(user).createSignedUrl(`${user.id}/a b.txt`, 60, { download: "mine.txt" });
  const response = await fetch(data!.signedUrl);
  assert.equal(await response.text(), "content");
  assert.match(response.headers.get("content-disposition")!, /^attachment; filename=mine\.txt/);
  const many = await filesOf(user).createSignedUrls([`${user.id}/a b.txt`, `${user.id}/none`], 60);
  assert.equal(await (await fetch(many.data![0]!.signedUrl!)).text(), "content");
  assert.ok(many.data![1]!.error);
});

Deno.test("a signed URL's token is good for nothing else, and a forged or expired one for nothing", async () => {
  const user = await newUser(target);
  await filesOf(user).upload(`${user.id}/a`, "a");
  await filesOf(user).upload(`${user.id}/b`, "b");
  const signed = new URL((await filesOf(user).createSignedUrl(`${user.id}/a`, 1)).data!.signedUrl);
  const fetchStatus = async (url: URL | string, init?: RequestInit) => {
    const response = await fetch(url, init);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await fetchStatus(signed), 200);
  assert.equal(await fetchStatus(String(signed).replace(`${user.id}/a?`, `${user.id}/b?`)), 400);
  assert.equal(await fetchStatus(`${String(signed).slice(0, -3)}abc`), 400);
  assert.equal(await fetchStatus(String(signed).split("?")[0]!), 400);
  const uploading = String(signed).replace("/object/sign/", "/object/upload/sign/");
  assert.equal(await fetchStatus(uploading, { method: "PUT", body: "overwritten" }), 400);
  const forUpload = (await filesOf(user).createSignedUploadUrl(`${user.id}/c`)).data!;
  assert.equal(await fetchStatus(forUpload.signedUrl.replace("/upload/sign/", "/sign/")), 400);
  const asBearer = { authorization: `Bearer ${user.token}` };
  assert.equal(await fetchStatus(`${String(signed).split("?")[0]}?token=${user.token}`, { headers: asBearer }), 400);
  const expired = await until(async () => (await fetchStatus(signed)) === 400);
  assert.ok(expired, "it expires after a second");
});

Deno.test("a signed upload URL takes one upload, as its maker, without further rights", async () => {
  const user = await newUser(target);
  const { data } = await filesOf(user).createSignedUploadUrl(`${user.id}/up`);
  const stranger = createClient(target.url, target.publishableKey, { auth: { persistSession: false } });
  const files = stranger.storage.from(BUCKET);
  assert.equal(codeOf(await files.uploadToSignedUrl(`${user.id}/other`, data!.token, "x")), "InvalidSignature");
  assert.equal((await files.uploadToSignedUrl(`${user.id}/up`, data!.token, "given")).error, null);
  assert.equal(statusOf(await files.uploadToSignedUrl(`${user.id}/up`, data!.token, "again")), "409");
  assert.equal(await (await filesOf(user).download(`${user.id}/up`)).data!.text(), "given");
});

Deno.test("ranges, HEAD and conditional requests are answered as by any file server", async () => {
  const user = await newUser(target);
  await filesOf(user).upload(`${user.id}/r`, "0123456789", { contentType: "text/plain" });
  const url = (await filesOf(user).createSignedUrl(`${user.id}/r`, 60)).data!.signedUrl;
  const range = async (header: string) => {
    const response = await fetch(url, { headers: { range: header } });
    return [response.status, response.headers.get("content-range"), await response.text()];
  };
  assert.deepEqual(await range("bytes=2-4"), [206, "bytes 2-4/10", "234"]);
  assert.deepEqual(await range("bytes=7-"), [206, "bytes 7-9/10", "789"]);
  assert.deepEqual(await range("bytes=-2"), [206, "bytes 8-9/10", "89"]);
  assert.deepEqual(await range("bytes=4-9007199254740991"), [206, "bytes 4-9/10", "456789"]);
  assert.equal((await range("bytes=10-"))[0], 416);
  const headers = { authorization: `Bearer ${user.token}`, apikey: target.publishableKey };
  const head = await fetch(`${target.url}/storage/v1/object/${BUCKET}/${user.id}/r`, { method: "HEAD", headers });
  assert.deepEqual([head.status, head.headers.get("content-length")], [200, "10"]);
  const unchanged = await fetch(url, { headers: { "if-none-match": head.headers.get("etag")! } });
  assert.equal(unchanged.status, 304);
});

Deno.test("size and type limits of a bucket are kept", async () => {
  const id = `conformance-${crypto.randomUUID()}`;
  await admin.storage.createBucket(id, { public: false, fileSizeLimit: 1000, allowedMimeTypes: ["text/plain"] });
  const files = admin.storage.from(id);
  const plain = { contentType: "text/plain" };
  assert.equal(statusOf(await files.upload("big", new Uint8Array(1001), plain)), "413");
  assert.equal(statusOf(await files.upload("big", new Blob([new Uint8Array(1001)], { type: "text/plain" }))), "413");
  assert.equal(statusOf(await files.upload("page", "x", { contentType: "text/html" })), "415");
  assert.equal((await files.upload("fits", new Uint8Array(1000), plain)).error, null);
  assert.deepEqual((await files.list()).data!.map((object) => object.name), ["fits"]);
  await files.remove(["fits"]);
  await admin.storage.deleteBucket(id);
});

Deno.test("a public bucket is read by everybody and written by nobody without a policy", async () => {
  const id = `conformance-${crypto.randomUUID()}`;
  await admin.storage.createBucket(id, { public: true });
  await admin.storage.from(id).upload("a.txt", "public");
  const { client } = await newUser(target);
  assert.equal(await (await fetch(client.storage.from(id).getPublicUrl("a.txt").data.publicUrl)).text(), "public");
  assert.equal(statusOf(await client.storage.from(id).upload("b.txt", "x")), "403");
  const closed = await fetch(client.storage.from(BUCKET).getPublicUrl("a.txt").data.publicUrl);
  assert.equal((await closed.json()).code, "NoSuchBucket");
  await admin.storage.from(id).remove(["a.txt"]);
  await admin.storage.deleteBucket(id);
});

Deno.test("tus-js-client uploads in chunks of 6 MB", async () => {
  const user = await newUser(target);
  const bytes = Buffer.alloc(13 * MB, 7);
  const progress: number[] = [];
  await new Promise<void>((resolve, reject) => {
    new Upload(bytes as unknown as Blob, {
      endpoint: `${target.url}/storage/v1/upload/resumable`,
      chunkSize: 6 * MB,
      headers: { authorization: `Bearer ${user.token}`, apikey: target.publishableKey },
      metadata: {
        bucketName: BUCKET,
        objectName: `${user.id}/big`,
        contentType: "application/pdf",
        cacheControl: "60",
      },
      onChunkComplete: (_size, accepted) => progress.push(accepted),
      onError: reject,
      onSuccess: () => resolve(),
    }).start();
  });
  assert.deepEqual(progress, [6 * MB, 12 * MB, 13 * MB]);
  const info = (await filesOf(user).info(`${user.id}/big`)).data!;
  assert.deepEqual([info.size, info.contentType, info.cacheControl], [13 * MB, "application/pdf", "max-age=60"]);
});

Deno.test("SQL cannot remove objects, whose bytes would stay behind", async () => {
  await assert.rejects(target.sql`delete from storage.objects where bucket_id = ${BUCKET}`, /not allowed/);
});

async function until(check: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    if (await check()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
