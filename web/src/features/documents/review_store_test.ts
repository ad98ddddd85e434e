import assert from "node:assert/strict";
import type { Change } from "./review.ts";
import { ReviewStore, type SaveState } from "./review_store.ts";
import { type SavedReview, VersionConflict } from "./reviews_api.ts";

const change = (value: string): Change => ({ document: "a/1", target: "type", value });

/** As the database keeps it: who comes from an older version is told so. */
class Server {
  kept: SavedReview = { changes: [], version: 0 };
  fails: Error | undefined;

  load = () => this.fails ? Promise.reject(this.fails) : Promise.resolve(this.kept);

  save = (changes: readonly Change[], version: number) => {
    if (this.fails) return Promise.reject(this.fails);
    if (version !== this.kept.version) return Promise.reject(new VersionConflict());
    this.kept = { changes, version: version + 1 };
    return Promise.resolve(version + 1);
  };
}

function reaches(store: ReviewStore, state: SaveState): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => store.shown().state === state && resolve();
  store.subscribe(look);
  look();
  return promise;
}

const valuesOf = (changes: readonly Change[]) => changes.map(({ value }) => value);

Deno.test("a change is shown at once and saved behind that; the last one can be taken back, or all", async () => {
  const server = new Server(), store = new ReviewStore(server);
  await reaches(store, "saved");
  store.act({ add: change("one") });
  store.act({ add: change("two") });
  assert.deepEqual(valuesOf(store.shown().changes), ["one", "two"]);
  await reaches(store, "saved");
  assert.deepEqual(valuesOf(server.kept.changes), ["one", "two"]);
  store.act("undo");
  await reaches(store, "saved");
  assert.deepEqual(valuesOf(server.kept.changes), ["one"]);
  store.act("discard");
  await reaches(store, "saved");
  assert.deepEqual(server.kept.changes, []);
});

Deno.test("of two pages that review at once none loses anything", async () => {
  const server = new Server(), here = new ReviewStore(server), there = new ReviewStore(server);
  await Promise.all([reaches(here, "saved"), reaches(there, "saved")]);
  here.act({ add: change("here") });
  there.act({ add: change("there") });
  await Promise.all([reaches(here, "saved"), reaches(there, "saved")]);
  assert.deepEqual(valuesOf(server.kept.changes).toSorted(), ["here", "there"]);
  await here.refresh();
  assert.deepEqual(here.shown().changes, server.kept.changes);
});

Deno.test("what is done without a connection is kept and saved when it is back", async () => {
  const server = new Server(), store = new ReviewStore(server);
  await reaches(store, "saved");
  server.fails = new TypeError("no network");
  store.act({ add: change("one") });
  await reaches(store, "offline");
  assert.deepEqual(valuesOf(store.shown().changes), ["one"]);
  server.fails = undefined;
  await store.settle();
  assert.deepEqual(valuesOf(server.kept.changes), ["one"]);
});

Deno.test("why a change is refused is told", async () => {
  const server = new Server(), store = new ReviewStore(server);
  await reaches(store, "saved");
  server.fails = new Error("You have no such inbox.");
  store.act({ add: change("one") });
  await reaches(store, "refused");
  assert.equal(store.shown().error?.message, "You have no such inbox.");
});
