import { strict as assert } from "node:assert";
import { untilDue } from "./schedules.ts";

const now = new Date("2026-11-22T10:30:15Z");
const seconds = (schedule: string) => untilDue(schedule, now)! / 1000;

Deno.test("an interval is due after that many seconds", () => {
  assert.equal(seconds("10 seconds"), 10);
  assert.equal(seconds("1 second"), 1);
});

Deno.test("a cron expression is due at its next minute, in UTC", () => {
  assert.equal(seconds("* * * * *"), 45);
  assert.equal(seconds("*/15 * * * *"), 14 * 60 + 45);
  assert.equal(seconds("0 11 * * *"), 29 * 60 + 45);
  assert.equal(seconds("0 0 * * 1"), 13.5 * 3600 - 15);
  assert.equal(seconds("0 0 $ * *"), (7 * 24 + 13.5) * 3600 - 15, "the last day of the month");
});

Deno.test("a date that never comes is never due", () => {
  assert.equal(untilDue("0 0 31 2 *", now), undefined);
});
