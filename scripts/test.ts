/**
 * `npm test`: format, lint, types, the client's build, and all tests, the browser's included. It is the one gate: what it
 * passes is fit to be merged. The last line is `N passed, N failed`.
 *
 * Processes that tests leave behind count as failures, and so do skipped tests.
 *
 * @module
 */
import { provideChromium } from "./chromium.ts";
import { ROOT } from "./folders.ts";
import { CHECKS, runCheck } from "./gate/checks.ts";
import { runGroup } from "./gate/group.ts";
import { findTests, type TestGroup } from "./gate/test_files.ts";

let passed = 0;
let failed = 0;

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => interrupted.abort(signal));
}

for (const check of CHECKS) {
  if (interrupted.signal.aborted) break;
  const { ok, seconds, output } = await runCheck(check);
  report(check.name, ok ? "ok" : "FAILED", seconds);
  if (ok) continue;
  failed++;
  console.log(output);
}

const env: Record<string, string> = {};
const searched = performance.now();
try {
  env.DOCMILL_CHROMIUM = await provideChromium((text) => console.log(`chromium: ${text} …`));
} catch (error) {
  failed++;
  report("chromium", "FAILED", (performance.now() - searched) / 1000);
  console.log(error instanceof Error ? error.message : error);
}

// The browser's tests mostly wait for the browser, so all the others run beside them.
const groups = findTests(ROOT);
const isClient = ({ name }: TestGroup) => name === "client";
await Promise.all([groups.filter(isClient), groups.filter((group) => !isClient(group))].map(async (lane) => {
  for (const group of lane) {
    if (interrupted.signal.aborted) return;
    console.log(`${group.name} tests`);
    const outcome = await runGroup(group, env, (line) => console.log(line), interrupted.signal);
    passed += outcome.passed;
    failed += outcome.failed;
    report(`${group.name} tests`, `${outcome.passed} passed, ${outcome.failed} failed`, outcome.seconds);
  }
}));
if (interrupted.signal.aborted) Deno.exit(interrupted.signal.reason === "SIGINT" ? 130 : 143);

console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

function report(part: string, result: string, seconds: number): void {
  console.log(`${part}: ${result} (${seconds.toFixed(1)} s)`);
}
