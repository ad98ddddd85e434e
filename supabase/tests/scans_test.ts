/** Text recognition on functions that live for two seconds of CPU and have 256 MB. */
import assert from "node:assert/strict";
import { raceCard } from "../../scripts/samples/race_card.ts";
import { HEADINGS, inventRaces } from "../../scripts/samples/races.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import { scanOf } from "../functions/_shared/documents/ocr/testing.ts";
import { completeJob, guest } from "./support.ts";

Deno.test("a page scanned at 300 dpi is recognised within the limits of hosted functions", async (t) => {
  const stack = await testStack();
  await using me = await guest();
  const content = await scanOf(new Uint8Array(await raceCard({ races: 2, seed: 7 })), { dpi: 300, askew: 0.7 });
  const seen: number[] = [];
  const scan = { kind: "pdf-to-csv", files: [{ name: "scan.pdf", content }] } as const;
  const job = await completeJob(me, scan, ({ progress }) => seen.push(progress));
  assert.deepEqual(seen, [...seen].sort((a, b) => a - b), "progress never falls");

  const mine = stack.metering().invocations.filter((each) => each.function === "process-job");
  await t.step("none killed", () => assert.deepEqual(mine.filter((each) => each.ended !== "ok"), []));
  await t.step("none above 256 MB", () => assert.ok(Math.max(...mine.map((each) => each.peakMemoryMb)) <= 256));
  await t.step("the tables are those that were printed", async () => {
    const file = job.files.find(({ name }) => name === "result.json")!;
    const { tables } = await (await me.call("GET", `jobs/${job.id}/files/${file.id}`)).json();
    // The space before a raised fraction, as in 7 1/4, is too narrow to be seen.
    const letters = (cell: string) => cell.replaceAll(" ", "");
    const printed = inventRaces(2, 7).map((race) => [[...HEADINGS], ...race.rows]).flat(2).map(letters);
    const read = new Set(tables.flatMap(({ rows }: { rows: string[][] }) => rows.flat().map(letters)));
    const right = printed.filter((cell) => read.has(cell)).length / printed.length;
    assert.ok(right > 0.97, `${right} of the cells`);
  });
});
