import assert from "node:assert/strict";
import { testKind } from "./support.ts";

Deno.test("every command of docs/runbook.md works", async (t) => {
  await using test = await testKind();
  const [job] = await test.add(await test.owner());
  const text = await Deno.readTextFile(new URL("../../../docs/runbook.md", import.meta.url));
  const blocks = [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql!.replaceAll("<job>", job!));
  assert.ok(blocks.length > 15);
  const connection = await test.sql.reserve();
  try {
    for (const block of blocks) {
      await t.step(block.trim().split("\n")[0]!, async () => {
        await connection.unsafe("begin");
        await connection.unsafe(block.replace(/^\s*(begin|commit);$/gm, "")).finally(() =>
          connection.unsafe("rollback")
        );
      });
    }
  } finally {
    connection.release();
  }
});
