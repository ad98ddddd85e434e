import assert from "node:assert/strict";
import { generateTypes, TYPES_FILE } from "../../scripts/types.ts";
import { testStack } from "../../scripts/stack/testing.ts";

Deno.test("the committed database types are those of the migrations (npm run types)", async () => {
  const { databaseUrl } = await testStack();
  assert.equal(await Deno.readTextFile(TYPES_FILE), await generateTypes(databaseUrl));
});
