/** A stack for the survival test to kill: prints where it is, and runs until it is told to end. */
import { startStack } from "../../scripts/stack/stack.ts";

const stack = await startStack({ stateDir: Deno.args[0]!, freePorts: true, durable: true });
const { publishableKey, secretKey } = stack.keys;
console.log(JSON.stringify({ url: stack.url, publishableKey, secretKey }));
Deno.addSignalListener("SIGTERM", () => stack.stop().then(() => Deno.exit(0)));
