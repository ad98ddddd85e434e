/** The HTTP API of jobs, through the gateway, as a guest uses it. */
import assert from "node:assert/strict";
import type { Job, JobDetail } from "../functions/_shared/jobs/job.ts";
import type { JobPage, Problem } from "../functions/_shared/jobs/api.ts";
import { JobError } from "../functions/_shared/jobs/errors.ts";
import { createJob } from "../../scripts/client/jobs.ts";
import { openFeed } from "../../scripts/client/feed.ts";
import { card, cardJob, completeJob, guest } from "./support.ts";

const text = (content: string) => new TextEncoder().encode(content);

async function refusal(call: Promise<unknown>): Promise<JobError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof JobError) return error;
    throw error;
  }
  throw new Error("Expected the API to refuse");
}

Deno.test("a PDF sent by path becomes a CSV", async () => {
  await using me = await guest();
  const job = await completeJob(me, await cardJob(3));
  assert.equal(job.progress, 1);
  assert.equal(job.title, "card.pdf");
  const csv = await (await me.call("GET", `jobs/${job.id}/result`)).text();
  assert.ok(csv.split("\n").length > 20, csv.slice(0, 300));
  const link = await fetch(job.download_url!);
  assert.match(link.headers.get("content-disposition") ?? "", /card\.csv/);
  assert.equal(await link.text(), csv);
});

Deno.test("a PDF sent as multipart/form-data becomes a job at once", async () => {
  await using me = await guest();
  const { name, content } = await card(1);
  const body = new FormData();
  body.set("kind", "pdf-to-csv");
  body.set("title", "Saturday");
  body.set("file", new File([content], name));
  const response = await me.call("POST", "jobs", { body });
  assert.equal(response.status, 202);
  const { job_id, status, progress } = await response.json();
  assert.deepEqual([status, progress], ["queued", 0]);
  const feed = await openFeed(me);
  const job = await feed.watch(job_id);
  await feed.close();
  assert.equal(job.status, "completed");
  assert.equal(job.title, "Saturday");
});

Deno.test("the result of a job that is not completed is a conflict that names the status", async () => {
  await using me = await guest();
  const feed = await openFeed(me);
  const id = await createJob(me, await cardJob(60));
  const { type, detail } = await refusal(me.call("GET", `jobs/${id}/result`));
  assert.equal(type, "not_completed");
  assert.match(detail, /queued|processing/);
  await feed.watch(id);
  await feed.close();
});

Deno.test("bad input is refused at the door with a sentence", async (t) => {
  await using me = await guest();
  const cases: [string, { name: string; content: Uint8Array<ArrayBuffer> }, string][] = [
    ["an empty file", { name: "empty.pdf", content: text("") }, "empty_file"],
    ["a text that is called a PDF", { name: "notes.pdf", content: text("Dear all, …") }, "unsupported_media_type"],
    ["a picture", {
      name: "p.pdf",
      content: new Uint8Array([
        0x89,
        0x50,
        0x4e,
        0x47,
        0x0d,
        0x0a,
        0x1a,
        0x0a,
        0,
        0,
        0,
        13,
        73,
        72,
        68,
        82,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
      ]),
    }, "unsupported_media_type"],
  ];
  for (const [what, file, type] of cases) {
    await t.step(what, async () => {
      const error = await refusal(createJob(me, { kind: "pdf-to-csv", files: [file] }));
      assert.equal(error.type, type);
      assert.match(error.detail, new RegExp(file.name));
    });
  }
  await t.step("a path where nothing was uploaded", async () => {
    const json = { kind: "pdf-to-csv", files: [`${me.userId}/${crypto.randomUUID()}`] };
    assert.equal((await refusal(me.call("POST", "jobs", { json }))).type, "file_not_found");
  });
  await t.step("a kind that does not exist", async () => {
    assert.equal(
      (await refusal(me.call("POST", "jobs", { json: { kind: "tea", files: ["x"] } }))).type,
      "invalid_request",
    );
  });
  await t.step("a body that is not JSON", async () => {
    const broken = me.call("POST", "jobs", { body: "{", headers: { "content-type": "application/json" } });
    assert.equal((await refusal(broken)).type, "invalid_request");
  });
  await t.step("too many files", async () => {
    const json = { kind: "pdf-to-csv", files: ["a", "b"] };
    assert.equal((await refusal(me.call("POST", "jobs", { json }))).type, "too_many_files");
  });
  await t.step("nobody signed in", async () => {
    const error = await refusal(
      me.call("GET", "jobs", { headers: {} }).then(() => fetch(me.functionsUrl + "/jobs")).then(async (r) => {
        const problem = await r.json() as Problem;
        assert.equal(r.status, 401);
        assert.equal(r.headers.get("content-type"), "application/problem+json");
        throw new JobError(problem.type, problem.detail);
      }),
    );
    assert.equal(error.type, "unauthorized");
  });
});

Deno.test("jobs are listed newest first, filtered and page by page", async () => {
  await using me = await guest();
  const feed = await openFeed(me);
  const one = await card(1);
  const ids: string[] = [];
  for (const title of ["alpha", "beta", "gamma"]) {
    const id = await createJob(me, { kind: "pdf-to-csv", files: [one], title });
    await feed.watch(id);
    ids.unshift(id);
  }
  await feed.close();
  const list = async (query: string) => await (await me.call("GET", `jobs?${query}`)).json() as JobPage;
  assert.deepEqual((await list("")).data.map((job) => job.id), ids);
  const first = await list("limit=2");
  assert.deepEqual([first.data.length, first.page, first.has_next_page], [2, 1, true]);
  const second = await list("limit=2&page=2");
  assert.deepEqual([second.data.length, second.has_next_page], [1, false]);
  assert.deepEqual((await list("q=ET")).data.map((job) => job.title), ["beta"]);
  assert.equal((await list("status=failed")).data.length, 0);
  assert.equal((await refusal(me.call("GET", "jobs?status=odd"))).type, "invalid_request");
});

Deno.test("the timeline tells what happened", async () => {
  await using me = await guest();
  const job = await completeJob(me, await cardJob(2));
  const { data } = await (await me.call("GET", `jobs/${job.id}/events`)).json() as { data: { type: string }[] };
  const types = data.map((event) => event.type);
  assert.equal(types[0], "created");
  assert.equal(types[1], "started");
  assert.equal(types.at(-1), "completed");
});

Deno.test("deleting a job removes its record and every file", async () => {
  await using me = await guest();
  const job = await completeJob(me, await cardJob(1));
  const { status } = await me.call("DELETE", `jobs/${job.id}`);
  assert.equal(status, 204);
  assert.equal((await refusal(me.call("GET", `jobs/${job.id}`))).type, "job_not_found");
  for (const file of job.files) {
    const { error } = await me.supabase.storage.from(file.bucket).download(file.path);
    assert.ok(error, `${file.bucket}/${file.path} is still there`);
  }
  assert.equal((await refusal(me.call("DELETE", `jobs/${job.id}`))).type, "job_not_found");
});

Deno.test("the same idempotency key gives the same job", async () => {
  await using me = await guest();
  const path = `${me.userId}/${crypto.randomUUID()}`;
  await me.supabase.storage.from("inputs").upload(path, (await card(1)).content);
  const send = async () => {
    const headers = { "idempotency-key": "upload-1" };
    return await (await me.call("POST", "jobs", { json: { kind: "pdf-to-csv", files: [path] }, headers })).json();
  };
  const [first, second] = [await send(), await send()];
  assert.equal(first.job_id, second.job_id);
});

Deno.test("a file sent again with its request and idempotency key is kept once, and with a refused request not at all", async () => {
  await using me = await guest();
  const { name, content } = await card(1);
  const send = (as: string) => {
    const body = new FormData();
    body.set("kind", "pdf-to-csv");
    body.set("file", new File([content], as));
    return me.call("POST", "jobs", { body, headers: { "idempotency-key": "upload-2" } });
  };
  const uploads = async () => (await me.supabase.storage.from("inputs").list(me.userId)).data!.length;
  const first = await (await send(name)).json();
  assert.deepEqual(await (await send(name)).json().then(({ job_id }) => job_id), first.job_id);
  assert.equal(await uploads(), 1);
  assert.equal((await refusal(send("another.pdf"))).type, "invalid_request");
  assert.equal(await uploads(), 1);
});

Deno.test("a cancelled job stays cancelled, and can be tried again", async () => {
  await using me = await guest();
  const feed = await openFeed(me);
  const id = await createJob(me, await cardJob(60));
  const cancelled = await (await me.call("POST", `jobs/${id}/cancel`)).json() as Job;
  assert.equal(cancelled.status, "cancelled");
  const again = await (await me.call("POST", `jobs/${id}/retry`)).json() as Job;
  assert.ok(["queued", "processing"].includes(again.status));
  const job: JobDetail = await feed.watch(id);
  await feed.close();
  assert.equal(job.status, "completed");
  assert.equal((await refusal(me.call("POST", `jobs/${id}/cancel`))).type, "invalid_state");
});
