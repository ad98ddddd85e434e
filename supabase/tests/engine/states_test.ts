import assert from "node:assert/strict";
import { JobStatus } from "../../functions/_shared/jobs/job.ts";
import { database } from "./database.ts";

Deno.test("docs/states.md shows exactly the transitions that the database allows", async () => {
  const sql = await database();
  const doc = await Deno.readTextFile(new URL("../../../docs/states.md", import.meta.url));
  const drawn = [...doc.matchAll(/^\s*(\w+) --> (\w+):/gm)].map(([, from, to]) => `${from} -> ${to}`).sort();
  const allowed: string[] = [];
  for (const from of JobStatus.options) {
    for (const to of JobStatus.options) {
      const [row] = await sql`select queue.allows(${from}, ${to}) as yes`;
      if (row!.yes) allowed.push(`${from} -> ${to}`);
    }
  }
  assert.deepEqual(drawn, allowed.sort());
});
