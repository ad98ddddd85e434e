import assert from "node:assert/strict";
import { KeptOpen } from "./kept_open.ts";

/** Documents that tell when they are opened and closed. */
function library() {
  const told: string[] = [];
  const kept = new KeptOpen<{ id: string; close(): void }>();
  const use = <T>(id: string, work: () => Promise<T>) => {
    const open = () => {
      told.push(`open ${id}`);
      return Promise.resolve({ id, close: () => void told.push(`close ${id}`) });
    };
    return kept.use(id, open, work);
  };
  return { told, kept, use };
}
const nothing = () => Promise.resolve();

Deno.test("a document is opened once for all the steps that use it, side by side or one after another", async () => {
  const { told, use } = library();
  await Promise.all([use("a", nothing), use("a", nothing)]);
  await use("a", nothing);
  assert.deepEqual(told, ["open a"]);
});

Deno.test("before another is opened what nobody uses is closed, and what somebody uses is not", async () => {
  const { told, use } = library();
  const begun = Promise.withResolvers<void>(), done = Promise.withResolvers<void>();
  await use("idle", nothing);
  const used = use("used", () => {
    begun.resolve();
    return done.promise;
  });
  await begun.promise;
  await use("other", nothing);
  assert.deepEqual(told, ["open idle", "close idle", "open used", "open other"]);
  done.resolve();
  await used;
});

Deno.test("what failed is closed when its last user has left, and opened anew by the next", async () => {
  const { told, use } = library();
  const done = Promise.withResolvers<void>();
  const other = use("a", () => done.promise);
  await assert.rejects(use("a", () => Promise.reject(new Error("damaged"))), /damaged/);
  assert.deepEqual(told, ["open a"]);
  done.resolve();
  await other;
  await use("a", nothing);
  assert.deepEqual(told, ["open a", "close a", "open a"]);
});

Deno.test("a document that cannot be opened is tried anew", async () => {
  const { told, kept, use } = library();
  await assert.rejects(kept.use("a", () => Promise.reject(new Error("no")), nothing), /no/);
  await use("a", nothing);
  await kept.close("a");
  await kept.close("a");
  assert.deepEqual(told, ["open a", "close a"]);
});
