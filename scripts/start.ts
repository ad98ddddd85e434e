/**
 * `npm start`: the whole of Docmill on this machine, with a sample job to look at. `--once` ends after the job.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { createClient } from "@supabase/supabase-js";
import type { JobDetail } from "../supabase/functions/_shared/jobs/job.ts";
import { openFeed } from "./client/feed.ts";
import { createJob, downloadFile } from "./client/jobs.ts";
import { createProgress } from "./client/progress.ts";
import { type Credentials, openSession, type Session } from "./client/session.ts";
import { CLIENT_DIR, PROJECT_DIR, STATE_DIR } from "./folders.ts";
import { raceCard } from "./samples/race_card.ts";
import { buildClient } from "./build_client.ts";
import { languageModel } from "./stack/language_model.ts";
import { startStack } from "./stack/stack.ts";

const { values } = parseArgs({
  options: { once: { type: "boolean", default: false }, port: { type: "string" } },
});

interface Sample {
  readonly user: Credentials;
  readonly jobId: string;
}

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => interrupted.abort());

let sample: Sample | undefined;
const say = (text = "") => console.log(text);
let code = 0;
try {
  await buildClient();
  const started = performance.now();
  const stack = await startStack({
    projectDir: PROJECT_DIR,
    stateDir: STATE_DIR,
    serveStatic: CLIENT_DIR,
    functionDefaults: languageModel(),
    pages: { "/sample": () => openSample(stack.url, stack.keys.publishableKey) },
    ...(values.port && { port: Number(values.port) }),
  });
  say(`Docmill is up at ${stack.url} (${((performance.now() - started) / 1000).toFixed(1)} s).\n`);

  const user = await createSampleUser(stack.url, stack.keys.secretKey);
  const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey }, user);
  try {
    const job = await runSample(session);
    if (job.status !== "completed") {
      say(`The sample job ${job.status}: ${job.error?.detail ?? "no reason given"}`);
      code = 1;
    } else {
      await showResult(session, job);
      sample = { user, jobId: job.id };
      if (!values.once) say(`See it in the client:  ${stack.url}/sample`);
    }
  } finally {
    await session.close();
  }
  if (!values.once) {
    say("\nCtrl-C to stop. What you upload stays in .docmill/; npm run reset clears it.");
    await untilInterrupted();
  }
  await stack.stop();
} catch (error) {
  console.error((error as Error).message);
  code = 1;
}
Deno.exit(code);

/** Signs the browser in as the sample's user, each time with a session of its own, and shows the sample's job. */
async function openSample(url: string, publishableKey: string): Promise<Response> {
  if (!sample) return Response.redirect(url);
  const session = await openSession({ url, publishableKey }, sample.user);
  const { data } = await session.supabase.auth.getSession();
  await session.close();
  const { access_token, refresh_token, expires_in } = data.session!;
  // The fragment that supabase-js signs in from.
  const fragment = new URLSearchParams({
    access_token,
    refresh_token,
    expires_in: String(expires_in),
    token_type: "bearer",
    type: "magiclink",
  });
  return new Response(null, { status: 302, headers: { location: `/jobs/${sample.jobId}#${fragment}` } });
}

async function createSampleUser(url: string, secretKey: string): Promise<Credentials> {
  const admin = createClient(url, secretKey, { auth: { persistSession: false, autoRefreshToken: false } });
  const user = { email: `sample-${crypto.randomUUID()}@example.com`, password: crypto.randomUUID() };
  const { error } = await admin.auth.admin.createUser({ ...user, email_confirm: true });
  if (error) throw new Error(`Cannot create the sample's user: ${error.message}`);
  return user;
}

async function runSample(session: Session): Promise<JobDetail> {
  const content = new Uint8Array(await raceCard({ races: 9, seed: 1 }));
  const feed = await openFeed(session);
  const view = createProgress("race-card.pdf", Deno.stderr.isTerminal());
  const id = await createJob(session, {
    kind: "pdf-to-csv",
    files: [{ name: "race-card.pdf", content }],
    title: "Sample: a race card",
  });
  const job = await feed.watch(id, (state) => view.update(state));
  view.end();
  await feed.close();
  return job;
}

async function showResult(session: Session, job: JobDetail): Promise<void> {
  const csv = job.files.find((file) => file.role === "output");
  if (!csv) return;
  const lines = new TextDecoder().decode(await downloadFile(session, job, csv)).split(/\r?\n/);
  say(`\n${csv.name}, ${lines.length - 1} lines:\n`);
  for (const line of lines.slice(0, 6)) say(`  ${line}`);
  say("  …\n");
}

function untilInterrupted(): Promise<void> {
  if (interrupted.signal.aborted) return Promise.resolve();
  return new Promise((resolve) => interrupted.signal.addEventListener("abort", () => resolve(), { once: true }));
}
