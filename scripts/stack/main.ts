/**
 * `npm run stack [-- --port n]`: the embedded stack alone, until Ctrl-C.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { languageModel } from "./language_model.ts";
import { type Stack, startStack } from "./stack.ts";

const { values } = parseArgs({
  options: { port: { type: "string" }, verbose: { type: "boolean", default: false } },
});

try {
  const started = performance.now();
  const stack = await startStack({
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    functionDefaults: languageModel(),
    log: (source, level, message) => {
      if (values.verbose || level === "error" || level === "warn" || source === "functions") {
        console.error(`[${source}] ${message}`);
      }
    },
  });
  describe(stack, performance.now() - started);
  await untilInterrupted();
  console.log("Stopping.");
  await stack.stop();
  Deno.exit(0);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}

function describe({ url, databaseUrl, keys }: Stack, milliseconds: number): void {
  console.log(`
         API  ${url}
    Database  ${databaseUrl}
        Mail  ${url}/mail
 Publishable  ${keys.publishableKey}
      Secret  ${keys.secretKey}
        anon  ${keys.anonKey}
service_role  ${keys.serviceRoleKey}

Up in ${(milliseconds / 1000).toFixed(1)} s, for development only. Ctrl-C stops it.`);
}

function untilInterrupted(): Promise<void> {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  return new Promise((resolve) => signals.forEach((signal) => Deno.addSignalListener(signal, resolve)));
}
