import assert from "node:assert/strict";
import { DrawQueue } from "./draw_queue.ts";

Deno.test("the page nearest to what is looked at is drawn first, and one at a time", async () => {
  const drawn: number[] = [];
  const queue = new DrawQueue((page) => Math.abs(page - 57));
  const all = [1, 56, 57, 58, 90].map((page) =>
    new Promise<void>((resolve) =>
      queue.add(page, async () => {
        const before = drawn.length;
        await Promise.resolve();
        assert.equal(drawn.length, before, "another page was drawn meanwhile");
        drawn.push(page);
        resolve();
      })
    )
  );
  await Promise.all(all);
  assert.deepEqual(drawn, [57, 56, 58, 90, 1]);
});

Deno.test("a request that is taken back is not drawn, and one that fails holds nobody up", async () => {
  const drawn: number[] = [];
  const queue = new DrawQueue((page) => page);
  queue.add(1, () => Promise.reject(new Error("It is damaged.")));
  const takeBack = queue.add(2, () => Promise.resolve(void drawn.push(2)));
  const last = new Promise<void>((resolve) => queue.add(3, () => Promise.resolve(resolve(void drawn.push(3)))));
  takeBack();
  await last;
  assert.deepEqual(drawn, [3]);
});
