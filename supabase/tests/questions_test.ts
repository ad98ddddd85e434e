import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { openFeed } from "../../scripts/client/feed.ts";
import { worksheet } from "../../scripts/samples/worksheet.ts";
import type { Job } from "../functions/_shared/jobs/job.ts";
import { completeJob, type Guest, guest } from "./support.ts";

const sheet = async (pages: number) => ({ name: "numbers.pdf", content: new Uint8Array(await worksheet({ pages })) });

async function extract(session: Guest, pages: number, onChange: (job: Job) => void = () => {}) {
  return await completeJob(session, { kind: "questions", files: [await sheet(pages)] }, onChange);
}

Deno.test("a worksheet of a hundred pages is extracted within hosted limits, and says which page it is at", async () => {
  await using session = await guest();
  const seen = new Set<string>();
  const stages = new Set<string>();
  const job = await extract(session, 100, ({ message, stage }) => {
    seen.add(message ?? "");
    stages.add(stage ?? "");
  });
  assert.equal(job.result?.["question_count"], 400);
  assert.ok([...seen].filter((message) => /^Page \d+ of 100$/.test(message)).length > 5, [...seen].join("; "));
  for (const stage of ["ocr", "segmentation", "draft"]) assert.ok(stages.has(stage), [...stages].join(" "));
  const { count } = await session.supabase.from("questions").select("id", { count: "exact", head: true }).eq(
    "job_id",
    job.id,
  );
  assert.equal(count, 400);
});

Deno.test("originals, pages and pictures lie where they belong, and open by links of seven days", async () => {
  await using session = await guest();
  const job = await extract(session, 2);
  const [input] = job.files.filter((file) => file.role === "input");
  assert.equal(input?.bucket, "worksheets");
  const { data: rows } = await session.supabase.from("questions").select("*").eq("job_id", job.id).order("position");
  assert.equal(rows?.length, 8);
  const folder = session.supabase.storage.from("extractions");
  const paths = [`${session.userId}/${job.id}/pages/1.png`, ...rows!.map((row) => row.crop_path as string)];
  const { data: links } = await folder.createSignedUrls(paths, 604_800);
  for (const { signedUrl } of links!) {
    const response = await fetch(signedUrl!);
    assert.equal(response.headers.get("content-type"), "image/png");
    assert.ok((await response.arrayBuffer()).byteLength > 500);
  }
});

Deno.test("the API gives the questions as they are now, with links to their pictures, or as CSV", async () => {
  await using session = await guest();
  await using other = await guest();
  const job = await extract(session, 1);
  const { data: [first] } = await (await session.call("GET", `jobs/${job.id}/questions?limit=1`)).json();
  await session.supabase.rpc("update_question", {
    p_id: first.id,
    p_version: first.version,
    p_changes: { text: "=HYPERLINK(1)", status: "approved" },
  });
  const { data, has_next_page } = await (await session.call("GET", `jobs/${job.id}/questions?status=approved`)).json();
  assert.deepEqual([data.length, data[0].text, has_next_page], [1, "=HYPERLINK(1)", false]);
  const picture = await fetch(data[0].crop_url);
  assert.equal(picture.headers.get("content-type"), "image/png");
  await picture.body?.cancel();
  const csv = await (await session.call("GET", `jobs/${job.id}/questions?format=csv`)).text();
  assert.match(csv, /^section,number,part,text/);
  assert.match(csv, /,'=HYPERLINK\(1\),/);
  await assert.rejects(other.call("GET", `jobs/${job.id}/questions`), { type: "job_not_found" });
});

Deno.test("a worksheet sent as a form lands in its bucket as well", async () => {
  await using session = await guest();
  const form = new FormData();
  form.set("kind", "questions");
  const { content, name } = await sheet(1);
  form.set("file", new File([content], name, { type: "application/pdf" }));
  const { job_id } = await (await session.call("POST", "jobs", { body: form })).json();
  const { files } = await (await session.call("GET", `jobs/${job_id}`)).json();
  assert.equal(files[0].bucket, "worksheets");
});

Deno.test("a worksheet is extracted again in place: what was edited stays, what was not is as before", async () => {
  await using session = await guest();
  const job = await extract(session, 1);
  const list = async () =>
    (await session.supabase.from("questions").select("*").eq("job_id", job.id).order("position")).data!;
  const [first, ...others] = await list();
  await session.supabase.rpc("update_question", {
    p_id: first.id,
    p_version: first.version,
    p_changes: { text: "Mine." },
  });
  const feed = await openFeed(session);
  const { error } = await session.supabase.rpc("extract_again", { p_job_id: job.id, p_options: { subject: "Sums" } });
  assert.equal(error, null);
  const again = await feed.watch(job.id);
  await feed.close();
  assert.equal(again.status, "completed");
  const [kept, ...rest] = await list();
  assert.equal(kept.text, "Mine.");
  assert.deepEqual(rest.map((row) => row.id), others.map((row) => row.id));
  assert.deepEqual(new Set(rest.map((row) => row.tags.subject)), new Set(["Sums"]));
});

Deno.test("an encrypted worksheet's password is seen by nobody, forgotten, and given again to extract it again", async () => {
  await using session = await guest();
  const { name, content } = await sheet(1);
  const pdf = await PDFDocument.load(content);
  pdf.encrypt({ userPassword: "open-sesame", ownerPassword: "owner" });
  const files = [{ name, content: new Uint8Array(await pdf.save()) }], told: unknown[] = [];
  const options = { password: "open-sesame", subject: "Sums" };
  const job = await completeJob(session, { kind: "questions", files, options }, (change) => void told.push(change));
  assert.deepEqual(job.options, { subject: "Sums" });
  const again = async (args: Record<string, unknown>) => {
    const feed = await openFeed(session);
    try {
      const { data, error } = await session.supabase.rpc("extract_again", { p_job_id: job.id, ...args });
      assert.equal(error, null);
      told.push(data);
      for (;;) {
        // The news of its last end may still be on the way.
        const ended = await feed.watch(job.id, (change) => void told.push(change));
        if (ended.version > data.version) return ended;
      }
    } finally {
      await feed.close();
    }
  };
  const without = await again({});
  assert.equal(without.error?.type, "encrypted_pdf");
  const anew = await again({ p_options: options });
  assert.equal(anew.status, "completed", anew.error?.detail ?? "no error was told");
  assert.deepEqual(anew.options, { subject: "Sums" });
  assert.doesNotMatch(JSON.stringify([job, without, anew, told]), /open-sesame/);
});

Deno.test("another user sees no question, no picture and no news of a worksheet, and cannot upload into it", async () => {
  await using session = await guest();
  await using other = await guest();
  const job = await extract(session, 1);
  const { data } = await other.supabase.from("questions").select("*").eq("job_id", job.id);
  assert.deepEqual(data, []);
  const bucket = other.supabase.storage.from("extractions");
  assert.ok((await bucket.createSignedUrl(`${session.userId}/${job.id}/pages/1.png`, 60)).error);
  for (const path of [`${session.userId}/${job.id}/crops/x.png`, `${other.userId}/${job.id}/crops/x.png`]) {
    assert.ok((await bucket.upload(path, new Uint8Array([1]), { contentType: "image/png" })).error, path);
  }
  const joined = Promise.withResolvers<string>();
  const channel = other.supabase.channel(`questions:${job.id}`, { config: { private: true } })
    .subscribe((status) => status !== "CLOSED" && joined.resolve(status));
  assert.equal(await joined.promise, "CHANNEL_ERROR");
  await other.supabase.removeChannel(channel);

  const own = session.supabase.storage.from("extractions");
  const crop = `${session.userId}/${job.id}/crops/${crypto.randomUUID()}.png`;
  assert.equal((await own.upload(crop, new Uint8Array([1]), { contentType: "image/png" })).error, null);
});

Deno.test("a change by one page reaches the other pages of its owner", async () => {
  await using session = await guest();
  const job = await extract(session, 1);
  const [first] = (await session.supabase.from("questions").select("*").eq("job_id", job.id).order("position")).data!;
  const news = Promise.withResolvers<Record<string, unknown>>(), joined = Promise.withResolvers<string>();
  const channel = session.supabase.channel(`questions:${job.id}`, { config: { private: true } })
    .on("broadcast", { event: "question" }, ({ payload }) => news.resolve(payload))
    .subscribe((status) => joined.resolve(status));
  assert.equal(await joined.promise, "SUBSCRIBED");
  await session.supabase.rpc("update_question", {
    p_id: first.id,
    p_version: first.version,
    p_changes: { number: "1a" },
  });
  const told = await news.promise;
  assert.deepEqual([told["id"], told["number"], told["version"]], [first.id, "1a", first.version + 1]);
  await session.supabase.removeChannel(channel);
});
