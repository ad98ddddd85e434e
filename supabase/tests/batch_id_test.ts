/** Batches: one `batch_id` over several jobs. */
import assert from "node:assert/strict";
import type { JobPage } from "../functions/_shared/jobs/api.ts";
import { card, type Guest, guest } from "./support.ts";

async function send(me: Guest, batch: string | null, name: string): Promise<string> {
  const body = new FormData();
  body.set("kind", "pdf-to-csv");
  if (batch !== null) body.set("batch_id", batch);
  body.set("file", new File([(await card(1)).content], name));
  return (await (await me.call("POST", "jobs", { body })).json()).job_id;
}

Deno.test("jobs of a batch are found by its id, and are their owner's alone", async () => {
  await using me = await guest();
  await using other = await guest();
  const batch = crypto.randomUUID();
  const mine = [await send(me, batch, "one.pdf"), await send(me, batch, "two.pdf")];
  await send(me, null, "alone.pdf");
  await send(me, crypto.randomUUID(), "elsewhere.pdf");
  const theirs = await send(other, batch, "theirs.pdf");
  const found = async (who: Guest) =>
    ((await (await who.call("GET", `jobs?batch_id=${batch}`)).json()) as JobPage).data.map((job) => job.id);
  assert.deepEqual(await found(me), mine.toReversed());
  assert.deepEqual(await found(other), [theirs]);
});
