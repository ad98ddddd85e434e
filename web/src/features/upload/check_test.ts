import assert from "node:assert/strict";
import { KINDS } from "../../../../supabase/functions/_shared/pipelines/kinds.ts";
import type { Problem } from "../../api/problem.ts";
import { checkFile } from "./check.ts";

const kind = KINDS["pdf-to-csv"];

Deno.test("a PDF is told by its content, whatever it is called", async () => {
  assert.equal(await checkFile(new File(["%PDF-1.7\n…"], "table.txt"), kind), "application/pdf");
});

for (
  const [what, file, type, words] of [
    ["an empty file", new File([], "empty.pdf"), "empty_file", /empty\.pdf is empty\. Choose a file/],
    ["another type", new File(["Hello"], "notes.pdf"), "unsupported_media_type", /notes\.pdf is not .* Choose a PDF\./],
    ["too much", new File(["%PDF-1.7"], "big.pdf"), "too_large", /big\.pdf has 8 B; the limit is 4 B\./],
  ] as const
) {
  Deno.test(`${what} is refused with a sentence that says what to do`, async () => {
    const limits = type === "too_large" ? { ...kind, maxFileBytes: 4 } : kind;
    await assert.rejects(checkFile(file, limits), (error: Problem) => {
      assert.equal(error.type, type);
      assert.match(error.message, words);
      return true;
    });
  });
}
