/**
 * `npm run job -- <kind> <file…>`: sends documents through a pipeline over the public API and writes the results.
 *
 * Progress goes to standard error, the final jobs as JSON to standard output. Exit code 0: all completed; 1: one failed;
 * 2: the command is wrong or there is no server.
 *
 * @module
 */
import { basename, extname, join } from "node:path";
import { parseArgs } from "node:util";
import { type Job, JOB_KINDS, type JobDetail, type JobKind } from "../supabase/functions/_shared/jobs/job.ts";
import { JobError } from "../supabase/functions/_shared/jobs/errors.ts";
import { KINDS } from "../supabase/functions/_shared/pipelines/kinds.ts";
import { type Feed, openFeed } from "./client/feed.ts";
import { createJob, downloadFile } from "./client/jobs.ts";
import { createProgress } from "./client/progress.ts";
import { openSession, type Session } from "./client/session.ts";
import { useStack } from "./client/stack.ts";

const USAGE = `Usage: npm run job -- <kind> <file…> [--options JSON] [--title T] [--notify ADDRESS] [--out DIR] [--json]

  <kind>     ${JOB_KINDS.join(", ")}
  --options  options of the kind, as JSON
  --title    what to call the job
  --notify   an e-mail address to tell when a job has ended
  --out      folder for the results (default: out); each job gets a folder named after its first file
  --json     print the final jobs as one line of JSON and no progress`;

interface Command {
  readonly kind: JobKind;
  readonly files: readonly string[];
  readonly options?: Record<string, unknown>;
  readonly title?: string | undefined;
  readonly notify?: string | undefined;
  readonly out: string;
  readonly json: boolean;
}

class UsageError extends Error {}

function parseCommand(args: string[]): Command {
  const { values, positionals: [kind, ...files] } = parse(args);
  if (!kind || files.length === 0) throw new UsageError(USAGE);
  if (!(JOB_KINDS as readonly string[]).includes(kind)) {
    throw new UsageError(`There is no kind "${kind}". Choose one of: ${JOB_KINDS.join(", ")}.`);
  }
  return {
    kind: kind as JobKind,
    files,
    ...(values.options !== undefined && { options: parseOptions(values.options) }),
    title: values.title,
    notify: values.notify,
    out: values.out,
    json: values.json,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        options: { type: "string" },
        title: { type: "string" },
        notify: { type: "string" },
        out: { type: "string", default: "out" },
        json: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function parseOptions(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch { /* told below */ }
  throw new UsageError(`--options must be a JSON object, such as '{"pages":"1-3"}'; it is: ${text}`);
}

/** Kinds that take one file get a job for each file; others get all files in one job. */
async function readJobs(
  command: Command,
): Promise<{ stem: string; files: { name: string; content: Uint8Array<ArrayBuffer> }[] }[]> {
  const files = await Promise.all(command.files.map(async (path) => {
    try {
      return { name: basename(path), content: await Deno.readFile(path) };
    } catch (error) {
      throw new UsageError(`Cannot read ${path}: ${(error as Error).message}`);
    }
  }));
  const groups = KINDS[command.kind].maxFiles === 1 ? files.map((file) => [file]) : [files];
  const taken = new Set<string>();
  return groups.map((group) => ({ stem: uniqueStem(group[0]?.name ?? "job", taken), files: group }));
}

function uniqueStem(name: string, taken: Set<string>): string {
  const stem = basename(name, extname(name)).replace(/^\.+/, "") || "job";
  for (let n = 1;; n++) {
    const candidate = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.has(candidate)) {
      taken.add(candidate);
      return candidate;
    }
  }
}

async function runJob(
  session: Session,
  feed: Feed,
  command: Command,
  { stem, files }: { stem: string; files: { name: string; content: Uint8Array<ArrayBuffer> }[] },
  live: boolean,
): Promise<Partial<JobDetail>> {
  const view = createProgress(stem, live);
  const show = (job: Job) => command.json || view.update(job);
  try {
    const id = await createJob(session, { ...command, files });
    const job = await feed.watch(id, show);
    view.end();
    if (job.status === "completed") await writeOutputs(session, job, join(command.out, stem));
    return job;
  } catch (error) {
    view.end();
    if (!(error instanceof JobError)) throw error;
    console.error(`${stem}: ${error.detail}`);
    return { title: stem, status: "failed", error: { type: error.type, detail: error.detail } };
  }
}

async function writeOutputs(session: Session, job: JobDetail, folder: string): Promise<void> {
  for (const file of job.files.filter((each) => each.role === "output")) {
    const path = join(folder, file.name);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeFile(path, await downloadFile(session, job, file));
    console.error(`wrote ${path}`);
  }
}

async function main(): Promise<number> {
  const command = parseCommand(Deno.args);
  const jobs = await readJobs(command);
  await using stack = await useStack();
  const session = await openSession(stack);
  try {
    const feed = await openFeed(session);
    const live = jobs.length === 1 && Deno.stderr.isTerminal();
    const ended = await Promise.all(jobs.map((job) => runJob(session, feed, command, job, live)));
    const shown = jobs.length === 1 ? ended[0] : ended;
    console.log(command.json ? JSON.stringify(shown) : JSON.stringify(shown, null, 2));
    return ended.every((job) => job.status === "completed") ? 0 : 1;
  } finally {
    await session.close();
  }
}

if (import.meta.main) {
  let code = 2;
  try {
    code = await main();
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : `Cannot send the job: ${(error as Error).message}`);
  }
  Deno.exit(code);
}
