/**
 * A group of tests in a process of its own, which adopts what the tests leave behind: so groups can run side by side, and
 * each still answers for its own processes. Prints the report's lines, then the outcome as JSON.
 *
 * @module
 */
import type { GroupOutcome } from "./run_tests.ts";
import { endTests, runTests } from "./run_tests.ts";
import { adoptOrphans } from "./descendants.ts";
import { TextLineStream } from "../stack/lines.ts";
import type { TestGroup } from "./test_files.ts";

const OUTCOME = "outcome: ";

/** Runs a group in a process of its own. Aborting ends it with all that it has started. */
export async function runGroup(
  group: TestGroup,
  env: Record<string, string>,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<GroupOutcome> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", "--no-check", "--no-lock", import.meta.filename!, JSON.stringify(group)],
    env,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end);
  let outcome: GroupOutcome = { passed: 0, failed: 1, seconds: 0 };
  for await (const line of child.stdout.pipeThrough(new TextLineStream())) {
    if (line.startsWith(OUTCOME)) outcome = JSON.parse(line.slice(OUTCOME.length));
    else print(line);
  }
  await child.status;
  signal.removeEventListener("abort", end);
  return outcome;
}

if (import.meta.main) {
  adoptOrphans();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, async () => {
      await endTests();
      Deno.exit(1);
    });
  }
  const outcome = await runTests(JSON.parse(Deno.args[0]!), {}, (line) => console.log(line));
  console.log(OUTCOME + JSON.stringify(outcome));
  Deno.exit();
}
