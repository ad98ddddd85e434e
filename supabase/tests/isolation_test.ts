/** What one user can do with another's job, files and topic: nothing, through any public interface. */
import assert from "node:assert/strict";
import { cardJob, completeJob, guest } from "./support.ts";
import { JobError } from "../functions/_shared/jobs/errors.ts";

Deno.test("a second user has no way to the first one's job", async (t) => {
  await using owner = await guest();
  await using other = await guest();
  const job = await completeJob(owner, await cardJob(1));
  const isMissing = (error: unknown) => error instanceof JobError && error.type === "job_not_found";

  await t.step("not by the API", async () => {
    const { data } = await (await other.call("GET", "jobs")).json();
    assert.deepEqual(data, []);
    for (
      const [method, path] of [["GET", ""], ["GET", "/result"], ["GET", "/events"], ["POST", "/cancel"], [
        "POST",
        "/retry",
      ], ["DELETE", ""]]
    ) {
      await assert.rejects(other.call(method!, `jobs/${job.id}${path}`), isMissing, `${method} ${path}`);
    }
  });
  await t.step("not by the tables", async () => {
    for (const table of ["jobs", "job_files", "job_events"]) {
      const { data, error } = await other.supabase.from(table).select("*");
      assert.equal(error, null);
      assert.deepEqual(data, [], table);
    }
  });
  await t.step("nor may anybody write to the tables, the owner included", async () => {
    for (const who of [owner, other]) {
      const insert = await who.supabase.from("jobs").insert({ owner: who.userId, kind: "pdf-to-csv", title: "x" });
      assert.equal(insert.error?.code, "42501");
      const update = await who.supabase.from("jobs").update({ status: "queued" }).eq("id", job.id);
      assert.equal(update.error?.code, "42501");
      const remove = await who.supabase.from("jobs").delete().eq("id", job.id);
      assert.equal(remove.error?.code, "42501");
    }
  });
  await t.step("nor call what only the engine may call", async () => {
    const token = crypto.randomUUID();
    for (const name of ["begin_job", "checkpoint_job", "hand_on_job"]) {
      const { error } = await owner.supabase.rpc(name, { p_job_id: job.id, p_token: token });
      assert.equal(error?.code, "42501", name);
    }
  });
  await t.step("not by Storage", async () => {
    for (const file of job.files) {
      const bucket = other.supabase.storage.from(file.bucket);
      assert.ok((await bucket.download(file.path)).error, "download");
      assert.ok((await bucket.createSignedUrl(file.path, 60)).error, "sign");
      assert.deepEqual((await bucket.list(file.path.split("/")[0])).data, [], "list");
      assert.deepEqual((await bucket.remove([file.path])).data, [], "remove");
      assert.equal((await owner.supabase.storage.from(file.bucket).download(file.path)).error, null, "still there");
    }
    const upload = await other.supabase.storage.from("inputs").upload(`${owner.userId}/planted`, "x");
    assert.ok(upload.error, "upload into another's folder");
    const planted = await other.supabase.storage.from("results").upload(`${other.userId}/planted`, "x");
    assert.ok(planted.error, "upload into results");
  });
  await t.step("nor take another's upload for a job of one's own", async () => {
    const input = job.files.find((file) => file.role === "input")!;
    await assert.rejects(
      other.call("POST", "jobs", { json: { kind: "pdf-to-csv", files: [input.path] } }),
      (error) => error instanceof JobError && error.type === "file_not_found",
    );
  });
  await t.step("not by Realtime", async () => {
    const answer = Promise.withResolvers<string>();
    const channel = other.supabase.channel(`jobs:${owner.userId}`, { config: { private: true } })
      .on("broadcast", { event: "*" }, () => answer.resolve("a message"))
      .subscribe((status) => status !== "CLOSED" && answer.resolve(status));
    assert.equal(await answer.promise, "CHANNEL_ERROR");
    await other.supabase.removeChannel(channel);
  });
});

Deno.test("a door-bell with a forged token is refused and changes nothing", async () => {
  await using owner = await guest();
  const job = await completeJob(owner, await cardJob(1));
  const response = await fetch(`${owner.functionsUrl}/process-job`, {
    method: "POST",
    body: JSON.stringify({ job_id: job.id, token: crypto.randomUUID() }),
  });
  assert.equal(response.status, 409);
  await response.body?.cancel();
  const after = await (await owner.call("GET", `jobs/${job.id}`)).json();
  assert.equal(after.version, job.version);
});
