import assert from "node:assert/strict";
import { testStack } from "../../scripts/stack/testing.ts";
import { JobError } from "../functions/_shared/jobs/errors.ts";
import { createObjectStore } from "../functions/_shared/platform/object_store.ts";

const BUCKET = "results", PIECE = 256 * 1024;

Deno.test("an output that is sent in pieces is whole, or not there at all", async () => {
  const { url, keys } = await testStack();
  const store = createObjectStore({ url, apiKey: keys.secretKey });
  const pieces = async function* (count: number, failsAfter = Infinity) {
    for (let i = 0; i < count; i++) {
      if (i >= failsAfter) throw new Error("the source broke off");
      yield new Uint8Array(PIECE).fill(i);
    }
  };
  const send = (path: string, body: AsyncIterable<Uint8Array>) =>
    store.write(BUCKET, path, ReadableStream.from(body), "application/pdf");
  const path = `${crypto.randomUUID()}/${crypto.randomUUID()}/fillable.pdf`;
  try {
    await assert.rejects(send(path, pieces(40, 20)));
    await assert.rejects(
      store.read(BUCKET, path),
      (error) => error instanceof JobError && error.type === "file_not_found",
    );
    await send(path, pieces(40));
    const whole = await store.read(BUCKET, path);
    assert.equal(whole.length, 40 * PIECE);
    assert.equal(whole.at(-1), 39);
    await assert.rejects(send(path, pieces(40, 20)));
    assert.deepEqual(await store.read(BUCKET, path), whole, "what was there stays");
  } finally {
    await store.remove(BUCKET, [path]);
  }
});
