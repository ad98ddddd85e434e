/**
 * Runs a group of tests in one `deno test`, and looks whether it left processes behind.
 *
 * @module
 */
import { ROOT } from "../folders.ts";
import { TextLineStream } from "../stack/lines.ts";
import { endDescendants, waitForDescendants } from "./descendants.ts";
import type { TestGroup } from "./test_files.ts";
import { TestReport } from "./test_report.ts";

export interface GroupOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** A group that takes longer hangs; the slowest takes a few minutes. */
const TIMEOUT_MS = 12 * 60_000;
/** Waited for only while something is left: a watchdog gives Postgres five seconds to shut down, and then removes its folder. */
const LEAVE_MS = 15_000;

let running: Deno.ChildProcess | undefined;

/** Ends the run under way, with all that it has started. */
export async function endTests(): Promise<void> {
  await endDescendants(running);
}

export async function runTests(
  group: TestGroup,
  env: Record<string, string>,
  print: (line: string) => void,
): Promise<GroupOutcome> {
  const started = performance.now();
  const report = new TestReport(print);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "--allow-all", "--no-check", "--no-lock", ...group.files],
    cwd: ROOT,
    env: { ...env, NO_COLOR: "1", RUST_BACKTRACE: "0" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  running = child;
  const timer = setTimeout(() => {
    print(`The ${group.name} tests take more than ${TIMEOUT_MS / 60_000} minutes; they are ended.`);
    child.kill("SIGKILL");
  }, TIMEOUT_MS);
  const [status] = await Promise.all([child.status, read(child.stdout, report), read(child.stderr, report)]);
  clearTimeout(timer);
  running = undefined;
  report.end();

  const { passed, failed, ignored } = report.counts;
  let problems = failed;
  if (ignored > 0) print(`${ignored} tests were skipped: mend them or remove them.`);
  problems += ignored;
  const left = await waitForDescendants(LEAVE_MS);
  for (const { pid, command } of left) print(`Left behind by the ${group.name} tests: process ${pid}, ${command}`);
  await endDescendants();
  problems += left.length;
  // A run that died, or that failed outside of any test, has failed once more than it says.
  if (problems === 0 && (!status.success || !report.isComplete)) problems = 1;
  return { passed, failed: problems, seconds: (performance.now() - started) / 1000 };
}

async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>, report: TestReport): Promise<void> {
  for await (const line of stream.pipeThrough(new TextLineStream())) report.add(line);
}
