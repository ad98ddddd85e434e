import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { createJob } from "../../scripts/client/jobs.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import { guest } from "./support.ts";

/** Joins a private topic without an account. @returns how the join ended, and the first news that `until` accepts */
async function follow(topic: string, until: (job: Record<string, unknown>) => boolean) {
  const { url, keys } = await testStack();
  const client = createClient(url, keys.publishableKey, { auth: { persistSession: false, autoRefreshToken: false } });
  const news = Promise.withResolvers<Record<string, unknown>>();
  const joined = Promise.withResolvers<string>();
  client.channel(topic, { config: { private: true } })
    .on("broadcast", { event: "job" }, ({ payload }) => until(payload) && news.resolve(payload))
    .subscribe((status) => joined.resolve(status));
  return {
    joined: await joined.promise,
    news: news.promise,
    async [Symbol.asyncDispose]() {
      await client.removeAllChannels();
      client.realtime.disconnect();
    },
  };
}

const TABLE = new TextEncoder().encode(
  "id,x\n" + Array.from({ length: 200_000 }, (_, i) => `${i},${i % 7}`).join("\n"),
);

Deno.test("whoever has a link is told of the job as it goes on, and of nothing that is the owner's", async () => {
  await using session = await guest();
  const { url } = await testStack();
  const id = await createJob(session, { kind: "spreadsheet", files: [{ name: "table.csv", content: TABLE }] });
  const { token } = await (await session.call("POST", `jobs/${id}/links`)).json();
  const { topic } = await (await fetch(`${url}/functions/v1/jobs/${id}`, { headers: { "x-job-token": token } })).json();
  await using follower = await follow(topic, (job) => job["status"] === "completed");
  assert.equal(follower.joined, "SUBSCRIBED");
  const job = await follower.news;
  assert.equal(job["id"], id);
  assert.deepEqual([job["owner"], job["notify"], job["options"]], [undefined, undefined, undefined]);
});

Deno.test("a topic that no open link has cannot be joined", async () => {
  await using session = await guest();
  const id = await createJob(session, { kind: "spreadsheet", files: [{ name: "table.csv", content: TABLE }] });
  const { token } = await (await session.call("POST", `jobs/${id}/links`)).json();
  const { url } = await testStack();
  const { topic } = await (await fetch(`${url}/functions/v1/jobs/${id}?token=${token}`)).json();
  await session.call("DELETE", `jobs/${id}/links`);
  for (const refused of [topic, "link:guess", `jobs:${session.userId}`]) {
    await using follower = await follow(refused, () => true);
    assert.equal(follower.joined, "CHANNEL_ERROR", refused);
  }
});
