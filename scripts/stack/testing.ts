/**
 * For tests: one stack for all tests of a process, on free ports, gone with the process.
 *
 * @module
 */
import { type Stack, startStack } from "./stack.ts";

let shared: Promise<Stack> | undefined;

/**
 * The stack that this process's tests share; the first call starts it. Tests keep apart by users of their own. The stack's
 * watchdog ends what is left when the process ends, so nobody has to stop it.
 */
export function testStack(): Promise<Stack> {
  return shared ??= startStack({ ephemeral: true, durable: false, log: logIfAsked });
}

/** Runs something against a stack of its own, for tests that stop it or need an empty one. */
export async function withStack<Result>(use: (stack: Stack) => Promise<Result>): Promise<Result> {
  const stack = await startStack({ ephemeral: true, durable: false, log: logIfAsked });
  try {
    return await use(stack);
  } finally {
    await stack.stop();
  }
}

/** STACK_LOG=1 shows what the services say while tests run. */
function logIfAsked(source: string, level: string, message: string): void {
  if (Deno.env.get("STACK_LOG") !== undefined) console.error(`[${source}] ${level}: ${message}`);
}
