import assert from "node:assert/strict";
import { join } from "node:path";
import { findTests } from "./test_files.ts";

Deno.test("tests are found wherever they are, and each is in one group", async () => {
  const root = await Deno.makeTempDir({ prefix: "docmill-gate-" });
  try {
    const files = [
      "supabase/functions/_shared/deep/down/a_test.ts",
      "supabase/tests/b_test.ts",
      "scripts/stack/c_test.ts",
      "web/src/d_test.tsx",
      "web/tests/e_test.ts",
    ];
    const others = [
      "web/node_modules/x/f_test.ts",
      "web/dist/g_test.ts",
      "scripts/test.ts",
      "supabase/tests/support.ts",
    ];
    for (const file of [...files, ...others]) {
      await Deno.mkdir(join(root, file, ".."), { recursive: true });
      await Deno.writeTextFile(join(root, file), "");
    }
    const groups = findTests(root);
    assert.deepEqual(groups.flatMap((group) => group.files).sort(), [...files].sort());
    assert.deepEqual(groups.find(({ name }) => name === "system")?.files, ["supabase/tests/b_test.ts"]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
