/**
 * What is checked besides the tests: each is a command that says nothing when all is well.
 *
 * @module
 */
import { ROOT } from "../folders.ts";

export interface Check {
  readonly name: string;
  readonly args: readonly string[];
  /** What to do when it fails, when its own output does not say. */
  readonly advice?: string;
}

const FORMAT = "Run `npx deno fmt` to format everything.";

export const CHECKS: readonly Check[] = [
  { name: "format", args: ["fmt", "--check"], advice: FORMAT },
  { name: "lint", args: ["lint"] },
  { name: "types", args: ["check", "--quiet", "."] },
  { name: "client build", args: ["run", "-A", "scripts/web.ts"] },
];

export interface Outcome {
  readonly ok: boolean;
  readonly seconds: number;
  /** What the command said, for when it failed. */
  readonly output: string;
}

export async function runCheck(check: Check): Promise<Outcome> {
  const started = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...check.args],
    cwd: ROOT,
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0" },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  const advice = check.advice === undefined ? "" : `\n${check.advice}`;
  return {
    ok: success,
    seconds: (performance.now() - started) / 1000,
    output: text.decode(stdout) + text.decode(stderr) + advice,
  };
}
