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
import { adoptOrphans } from "./gate/descendants.ts";
import { endTests, runTests } from "./gate/run_tests.ts";
import { findTests } from "./gate/test_files.ts";

let passed = 0;
let failed = 0;

adoptOrphans();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    await endTests();
    Deno.exit(signal === "SIGINT" ? 130 : 143);
  });
}

for (const check of CHECKS) {
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

for (const group of findTests(ROOT)) {
  console.log(`${group.name} tests`);
  const outcome = await runTests(group, env, (line) => console.log(line));
  passed += outcome.passed;
  failed += outcome.failed;
  report(`${group.name} tests`, `${outcome.passed} passed, ${outcome.failed} failed`, outcome.seconds);
}

console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

function report(part: string, result: string, seconds: number): void {
  console.log(`${part}: ${result} (${seconds.toFixed(1)} s)`);
}
