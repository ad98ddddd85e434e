/** A long job on functions that live for two seconds of CPU, through the death of everything that works on it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { raceCard } from "../../scripts/samples/race_card.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import type { JobDetail } from "../functions/_shared/jobs/job.ts";
import { createJob } from "../../scripts/client/jobs.ts";
import { openFeed } from "../../scripts/client/feed.ts";
import { openSession } from "../../scripts/client/session.ts";
import { completeJob, guest } from "./support.ts";

const PAGES = 300;
const document = async () => ({
  name: "season.pdf",
  content: new Uint8Array(await raceCard({ pages: PAGES, seed: 11 })),
});

/** A stack in a process of its own, that can be killed. */
async function spawnStack(stateDir: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(import.meta.dirname!, "survivor.ts"), stateDir],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error("The stack ended while starting.");
    text += value;
  }
  reader.releaseLock();
  const { url, publishableKey, secretKey } = JSON.parse(text);
  return { child, url, publishableKey, secretKey };
}

Deno.test("300 pages take many invocations, each within the limits of hosted functions", async (t) => {
  const stack = await testStack();
  await using me = await guest();
  const seen: number[] = [];
  const files = [await document()];
  await completeJob(me, { kind: "pdf-to-csv", files }, ({ progress }) => seen.push(progress));
  assert.deepEqual(seen, [...seen].sort((a, b) => a - b), "progress never falls");
  assert.ok(seen.length > 10, `progress moved ${seen.length} times`);

  const mine = stack.metering().invocations.filter((each) => each.function === "process-job");
  await t.step("many invocations", () => assert.ok(mine.length >= 5, `${mine.length}`));
  await t.step("none killed", () => assert.deepEqual(mine.filter((each) => each.ended !== "ok"), []));
  await t.step("none above 1 s of CPU", () => assert.ok(Math.max(...mine.map((each) => each.cpuMs)) <= 1000));
  await t.step("none above 256 MB", () => assert.ok(Math.max(...mine.map((each) => each.peakMemoryMb)) <= 256));
});

Deno.test("kill -9 of the whole stack in the middle: the job goes on, and its CSV is the same to the byte", async () => {
  const file = await document();
  const undisturbed = await (async () => {
    await using me = await guest();
    const job = await completeJob(me, { kind: "pdf-to-csv", files: [file] });
    return await (await me.call("GET", `jobs/${job.id}/result`)).text();
  })();

  const stateDir = await Deno.makeTempDir({ prefix: "docmill-survival-" });
  try {
    const first = await spawnStack(stateDir);
    const session = await openSession(first);
    const feed = await openFeed(session);
    const halfway = Promise.withResolvers<void>();
    const id = await createJob(session, { kind: "pdf-to-csv", files: [file] });
    feed.watch(id, ({ progress }) => progress > 0.3 && halfway.resolve()).catch(() => {});
    await halfway.promise;
    first.child.kill("SIGKILL");
    await first.child.status;
    await session.close();

    const second = await spawnStack(stateDir);
    const admin = createClient(second.url, second.secretKey, { auth: { persistSession: false } });
    const before = await admin.from("jobs").select("status, progress").eq("id", id).single();
    assert.equal(before.data?.status, "processing");
    assert.ok(before.data!.progress > 0.3, "what was done is still done");
    const job = await untilEnded(second, id);
    assert.equal(job.status, "completed");
    const output = job.files.find((each) => each.name === "table.csv")!;
    const { data: csv } = await admin.storage.from(output.bucket).download(output.path);
    assert.ok(await csv!.text() === undisturbed, "the CSV differs from an undisturbed run's");
    const { data: events } = await admin.from("job_events").select("type").eq("job_id", id);
    assert.equal(events!.filter((each) => each.type === "started").length, 1, "one attempt");
    second.child.kill("SIGTERM");
    await second.child.status;
  } finally {
    await Deno.remove(stateDir, { recursive: true });
  }
});

/** The job's end, told by its owner's topic to the service role. */
async function untilEnded(
  { url, secretKey }: { url: string; secretKey: string },
  id: string,
): Promise<JobDetail> {
  const admin = createClient(url, secretKey, { auth: { persistSession: false } });
  const read = async () =>
    (await admin.from("jobs").select("*, files:job_files(*)").eq("id", id).single()).data as JobDetail;
  const { owner } = await read();
  await admin.realtime.setAuth();
  const ended = Promise.withResolvers<void>();
  const look = async () => ["completed", "failed"].includes((await read()).status) && ended.resolve();
  const channel = admin.channel(`jobs:${owner}`, { config: { private: true } })
    .on("broadcast", { event: "job" }, look)
    .subscribe((status) => status === "SUBSCRIBED" && look());
  await ended.promise;
  await admin.removeChannel(channel);
  return await read();
}
