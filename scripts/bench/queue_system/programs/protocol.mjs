// What the programs of all systems have in common: they take commands on standard input, one JSON a line, and answer likewise.
//   {"send": id}              puts one job in            → {"id", "sent", "acked"}
//   {"burst": n, "prefix": p} puts n in, one by one      → {"burst": milliseconds}
// A worker says {"mark": "body", "id", "at"} when a job's body is entered. Times are milliseconds since 1970.
import { createInterface } from "node:readline";
import process from "node:process";

export const now = () => performance.timeOrigin + performance.now();

export function mark(id) {
  process.stdout.write(`{"mark":"body","id":${JSON.stringify(id)},"step":0,"at":${now()}}\n`);
}

/** Serves commands until standard input ends; `send` puts one job in and resolves when that is acknowledged. */
export async function serveSender(send) {
  const answer = (value) => process.stdout.write(JSON.stringify(value) + "\n");
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line);
    const sent = now();
    if (command.send !== undefined) {
      await send(command.send);
      answer({ id: command.send, sent, acked: now() });
    } else {
      for (let i = 0; i < command.burst; i++) await send(`${command.prefix}${i}`);
      answer({ burst: now() - sent });
    }
  }
}
