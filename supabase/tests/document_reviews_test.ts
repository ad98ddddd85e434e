/** What people make of an inbox's result is theirs, grows, and goes with the job. */
import assert from "node:assert/strict";
import { completeJob, type Guest, guest } from "./support.ts";

const CHANGE = { document: "a/1", target: "fields.total", value: 12.5 };

async function inbox(owner: Guest): Promise<string> {
  const content = new TextEncoder().encode(
    "Dear Ms Whitlock,\n\nThank you for your letter.\n\nYours sincerely,\nE. Finch",
  );
  return (await completeJob(owner, { kind: "documents", files: [{ name: "letter.txt", content }] })).id;
}

const save = (who: Guest, job: string, version: number, changes: unknown) =>
  who.supabase.rpc("save_document_review", { p_job_id: job, p_version: version, p_changes: changes });
const read = async (who: Guest) => (await who.supabase.from("document_reviews").select("*")).data;

Deno.test("a review is saved version by version, and is nobody else's", async (t) => {
  await using owner = await guest();
  await using other = await guest();
  const job = await inbox(owner);

  await t.step("who comes second is told so", async () => {
    assert.equal((await save(owner, job, 0, [CHANGE])).data, 1);
    assert.equal((await save(owner, job, 1, [CHANGE, { ...CHANGE, value: null }])).data, 2);
    for (const version of [0, 1, 7]) {
      assert.equal((await save(owner, job, version, [])).error?.details, "version_conflict", `version ${version}`);
    }
    const [review] = (await read(owner))!;
    assert.deepEqual([review.job_id, review.version, review.changes.length], [job, 2, 2]);
  });
  await t.step("another user neither sees nor changes it", async () => {
    assert.deepEqual(await read(other), []);
    assert.equal((await save(other, job, 2, [])).error?.details, "job_not_found");
  });
  await t.step("nobody writes to the table itself", async () => {
    const insert = await owner.supabase.from("document_reviews").insert({
      job_id: job,
      owner: owner.userId,
      changes: [],
    });
    assert.equal(insert.error?.code, "42501");
    assert.equal((await owner.supabase.from("document_reviews").delete().eq("job_id", job)).error?.code, "42501");
  });
  await t.step("what is no list of changes is refused", async () => {
    for (const changes of [null, {}, "x", [1], [{}], [{ document: 1, target: "type" }], [[CHANGE]]]) {
      assert.equal((await save(owner, job, 2, changes)).error?.details, "invalid_request", JSON.stringify(changes));
    }
    const large = Array.from({ length: 3000 }, () => ({ ...CHANGE, value: crypto.randomUUID().repeat(20) }));
    assert.equal((await save(owner, job, 2, large)).error?.details, "too_large");
  });
  await t.step("it goes with its job", async () => {
    await owner.call("DELETE", `jobs/${job}`);
    assert.deepEqual(await read(owner), []);
  });
});
