/**
 * `npm start`: the whole of Docmill on this machine, with a sample job to look at. `--once` ends after the job.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { JobDetail } from "../supabase/functions/_shared/jobs/job.ts";
import { openFeed } from "./client/feed.ts";
import { createJob, downloadFile } from "./client/jobs.ts";
import { createProgress } from "./client/progress.ts";
import { openSession, type Session } from "./client/session.ts";
import { CLIENT_DIR, PROJECT_DIR, STATE_DIR } from "./folders.ts";
import { raceCard } from "./samples/race-card.ts";
import { buildClient } from "./build_client.ts";
import { startStack } from "./stack/stack.ts";

const { values } = parseArgs({
  options: { once: { type: "boolean", default: false }, port: { type: "string" } },
});

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => interrupted.abort());

const say = (text = "") => console.log(text);
let code = 0;
try {
  await buildClient();
  const started = performance.now();
  const stack = await startStack({
    projectDir: PROJECT_DIR,
    stateDir: STATE_DIR,
    serveStatic: CLIENT_DIR,
    ...(values.port && { port: Number(values.port) }),
  });
  say(`Docmill is up at ${stack.url} (${((performance.now() - started) / 1000).toFixed(1)} s).\n`);

  const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
  try {
    const job = await runSample(session);
    if (job.status !== "completed") {
      say(`The sample job ${job.status}: ${job.error?.detail ?? "no reason given"}`);
      code = 1;
    } else {
      await showResult(session, job);
      say(`Watch it in the client:  ${stack.url}/jobs/${job.id}#${await handOver(session)}`);
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

/** The guest's session as the fragment that supabase-js signs in from, so that the browser sees this guest's job. */
async function handOver(session: Session): Promise<string> {
  const { data } = await session.supabase.auth.getSession();
  const { access_token, refresh_token, expires_in } = data.session!;
  return new URLSearchParams({
    access_token,
    refresh_token,
    expires_in: String(expires_in),
    token_type: "bearer",
    type: "magiclink",
  }).toString();
}

function untilInterrupted(): Promise<void> {
  if (interrupted.signal.aborted) return Promise.resolve();
  return new Promise((resolve) => interrupted.signal.addEventListener("abort", () => resolve(), { once: true }));
}
