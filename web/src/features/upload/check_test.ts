import assert from "node:assert/strict";
import type { Problem } from "../../api/problem.ts";
import { checkFile, checkOptions } from "./check.ts";

/** As large as it says, without being so. */
function fileOf(content: string, name: string, size?: number): File {
  const file = new File([content], name);
  return size === undefined ? file : Object.defineProperty(file, "size", { value: size });
}

Deno.test("a PDF is told by its content, whatever it is called", async () => {
  assert.equal(await checkFile(fileOf("%PDF-1.7\n…", "table.txt"), "pdf-to-csv"), "application/pdf");
});

for (
  const [what, file, type, words] of [
    ["an empty file", fileOf("", "empty.pdf"), "empty_file", /empty\.pdf is empty\. Choose a file/],
    [
      "another type",
      fileOf("\x00\x01\x02", "notes.pdf"),
      "unsupported_media_type",
      /^notes\.pdf is not a PDF file\. Choose/,
    ],
    ["too much", fileOf("%PDF-1.7", "big.pdf", 2 ** 30), "too_large", /big\.pdf has 1 GB; the limit is 50 MB\./],
  ] as const
) {
  Deno.test(`${what} is refused with a sentence that says what to do`, async () => {
    await assert.rejects(checkFile(file, "pdf-to-csv"), (error: Problem) => {
      assert.equal(error.type, type);
      assert.match(error.message, words);
      return true;
    });
  });
}

Deno.test("a file that another kind takes is refused with the name of that kind", async () => {
  await assert.rejects(
    checkFile(fileOf("a,b\n1,2\n", "data.csv"), "pdf-to-csv"),
    /or "Analysis of a table" for this one/,
  );
});

Deno.test("an inbox takes what cannot be read, too: its result tells of it beside the others", async () => {
  assert.equal(await checkFile(fileOf("", "empty.pdf"), "documents"), "application/octet-stream");
  assert.equal(await checkFile(fileOf("\x00\x01\x02", "notes.pdf"), "documents"), "application/octet-stream");
  await assert.rejects(checkFile(fileOf("%PDF-1.7", "big.pdf", 2 ** 30), "documents"), /the limit is 50 MB/);
});

Deno.test("a wrong option is named before anything is sent", async () => {
  await checkOptions({ kind: "pdf-to-csv", options: { pages: "1-3" } });
  await assert.rejects(checkOptions({ kind: "pdf-to-csv", options: { pages: "three" } }), /option "pages" is wrong/);
});
