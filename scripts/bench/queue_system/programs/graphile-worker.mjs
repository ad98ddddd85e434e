// graphile-worker: `work` or `send`. Options come from the environment (OPTIONS, JSON).
import process from "node:process";
import { mark, serveSender } from "./protocol.mjs";

// By a name that no checker follows: only this bench installs the package, beside this file.
const PEER = "graphile-worker";
const { makeWorkerUtils, run } = await import(PEER);

const connectionString = process.env.DATABASE_URL;
const { schema, ...options } = JSON.parse(process.env.OPTIONS);
if (process.argv[2] === "work") {
  await run({
    preset: { worker: { connectionString, schema, ...options } },
    // deno-lint-ignore require-await
    taskList: { noop: async ({ id }) => mark(id) },
    parsedCronItems: [],
  });
} else {
  const utils = await makeWorkerUtils({ connectionString, schema });
  await utils.migrate();
  await serveSender((id) => utils.addJob("noop", { id }));
  await utils.release();
}
