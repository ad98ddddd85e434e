import assert from "node:assert/strict";
import type { Session } from "../../scripts/client/session.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import type { JobDetail } from "../functions/_shared/jobs/job.ts";
import { guest, runJob } from "./support.ts";

interface CaughtMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const TABLE = new TextEncoder().encode("id,amount\n1,2.5\n2,3.5\n3,4\n");

async function sendTable(session: Session, notify: string, name: string, content = TABLE): Promise<JobDetail> {
  return await runJob(session, { kind: "spreadsheet", files: [{ name, content }], notify });
}

/** Waits for a mail; one that never comes fails the test by its time limit. */
async function mailFor(address: string): Promise<CaughtMail> {
  const { url } = await testStack();
  const response = await fetch(`${url}/mail/messages?wait&to=${encodeURIComponent(address)}`);
  const [mail] = await response.json() as CaughtMail[];
  assert.ok(mail);
  return mail;
}

const linkIn = (mail: CaughtMail): { id: string; token: string } => {
  const [, id, token] = /\/status\/([0-9a-f-]{36})#([0-9a-f]{64})/.exec(mail.text) ?? [];
  assert.ok(id && token, `no link in: ${mail.text}`);
  return { id, token };
};

Deno.test("a mail tells that a job is done, with a link that opens it without an account", async () => {
  await using session = await guest();
  const job = await sendTable(session, "reader@example.org", "<img src=x onerror=alert(1)>.csv");
  assert.equal(job.status, "completed", JSON.stringify(job.error));
  const mail = await mailFor("reader@example.org");
  assert.ok(mail.subject.startsWith("Done: "));
  assert.match(mail.text, /3 rows and 2 columns/);
  assert.ok(!mail.html.includes("<img"), "a file name became markup");

  const { id, token } = linkIn(mail);
  const { url } = await testStack();
  const shared = await (await fetch(`${url}/functions/v1/jobs/${id}`, { headers: { "x-job-token": token } })).json();
  assert.equal(shared.status, "completed");
  assert.equal(shared.owner, undefined);
  assert.equal(shared.files[0].path, undefined);
  const result = await fetch(`${url}/functions/v1/jobs/${id}/result?token=${token}`);
  assert.equal(result.status, 200);
  assert.match(result.headers.get("content-disposition") ?? "", /^attachment/);
  await result.body?.cancel();
});

Deno.test("a mail tells why a job failed", async () => {
  await using session = await guest();
  const wide = new TextEncoder().encode(Array.from({ length: 3000 }, (_, i) => `c${i}`).join(",") + "\n");
  const job = await sendTable(session, "failed@example.org", "wide.csv", wide);
  assert.equal(job.error?.type, "too_many_columns");
  const mail = await mailFor("failed@example.org");
  assert.equal(mail.subject, "Failed: wide.csv");
  assert.match(mail.text, /3,000 columns/);
});

Deno.test("a link opens its own job only, reads only, and is closed by the owner", async () => {
  await using session = await guest();
  const job = await sendTable(session, "owner@example.org", "one.csv");
  const other = await sendTable(session, "owner2@example.org", "two.csv");
  await mailFor("owner@example.org");
  const { token } = await (await session.call("POST", `jobs/${job.id}/links`)).json();
  const { url } = await testStack();
  const ask = async (path: string, method = "GET") => {
    const response = await fetch(`${url}/functions/v1/jobs/${path}`, { method, headers: { "x-job-token": token } });
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await ask(job.id), 200);
  assert.equal(await ask(other.id), 404);
  assert.equal(await ask(job.id, "DELETE"), 403);
  assert.equal(await ask(`${job.id}/files/${job.files.find((file) => file.role === "input")?.id}`), 404);
  assert.equal((await (await session.call("DELETE", `jobs/${job.id}/links`)).json()).revoked, 2);
  assert.equal(await ask(job.id), 404);
});

Deno.test("nobody but the owner makes or closes links", async () => {
  await using session = await guest();
  await using stranger = await guest();
  const job = await sendTable(session, "mine@example.org", "mine.csv");
  await assert.rejects(stranger.call("POST", `jobs/${job.id}/links`), { type: "job_not_found" });
  await assert.rejects(stranger.call("DELETE", `jobs/${job.id}/links`), { type: "job_not_found" });
});
