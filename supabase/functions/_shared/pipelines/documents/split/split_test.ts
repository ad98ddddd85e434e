import assert from "node:assert/strict";
import { runToEnd } from "../../testing.ts";
import { documents } from "../index.ts";
import { type DocumentResult, DocumentsResult } from "../result.ts";
import { CONTRACT, invoice, type Line, pdfOf, STATEMENT } from "../sample_documents.ts";

const LETTER: readonly Line[] = [
  ["12 March 2031", 400, 760],
  ["Dear Ms Whitlock,", 60, 700],
  [
    "thank you for your letter of 2 March. We are pleased to tell you that the council agrees to the new fence, and",
    60,
    680,
  ],
  [
    "that the work on it will begin in April, as soon as the ground is dry enough for the posts, which are to be set",
    60,
    666,
  ],
];
const LETTER_END: readonly Line[] = [
  [
    "in concrete by our own people. The gate stays where it is. Nothing else will be changed, and you do not have to",
    60,
    760,
  ],
  ["do anything. Please call us if anything is unclear.", 60, 746],
  ["Yours sincerely,", 60, 700],
  ["Edmund Finch", 60, 680],
];

async function read(pages: readonly (readonly Line[])[], options: Record<string, unknown>): Promise<DocumentResult[]> {
  const files = [{ name: "stack.pdf", data: await pdfOf(...pages) }];
  const run = await runToEnd(documents, { files, options });
  return DocumentsResult.parse(JSON.parse(run.text("result.json"))).documents;
}

const STACK = [invoice(), LETTER, LETTER_END, [], CONTRACT, STATEMENT, invoice({ number: "LB-2031-0043", net: 90 })];

Deno.test("a stack is split into its documents; blank sheets belong to none", async () => {
  const found = await read(STACK, { split: true, ocr: "never" });
  assert.deepEqual(found.map(({ type, pages }) => [type, pages]), [
    ["invoice", [1, 1]],
    ["letter", [2, 3]],
    ["contract", [5, 5]],
    ["bank_statement", [6, 6]],
    ["invoice", [7, 7]],
  ]);
  assert.equal(found[4]!.fields["invoice_number"]!.value, "LB-2031-0043");
  assert.equal(found[4]!.fields["invoice_number"]!.page, 7, "pages are those of the file");
});

Deno.test("pages of one document stay together: by their numbers, by what they name, by a sentence that goes on", async () => {
  const numbered = [1, 2, 3].map((page): Line[] => [...invoice(), [`Page ${page} of 3`, 280, 30]]);
  assert.deepEqual((await read(numbered, { split: true })).map(({ pages }) => pages), [[1, 3]]);
  assert.deepEqual((await read([LETTER, LETTER_END], { split: true })).map(({ pages }) => pages), [[1, 2]]);
});

Deno.test("a file is one document unless it is to be split", async () => {
  assert.deepEqual((await read(STACK, { ocr: "never" })).map(({ pages }) => pages), [[1, 7]]);
});
