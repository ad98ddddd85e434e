import assert from "node:assert/strict";
import { JobError } from "../../jobs/errors.ts";
import { zipOf } from "../zip/testing.ts";
import { readDocx } from "./docx.ts";
import { docxOf, paragraph, part, type TestDocx } from "./docx_testing.ts";
import { textFile } from "./testing.ts";

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const read = async (document: TestDocx) => await readDocx(textFile("letter.docx", TYPE, await docxOf(document)));
const run = (text: string, properties = "") => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;

async function errorOf(data: Uint8Array<ArrayBuffer>): Promise<JobError> {
  const error = await readDocx(textFile("letter.docx", TYPE, data)).then(() => undefined, (error: unknown) => error);
  assert(error instanceof JobError, `it was read, or failed otherwise: ${error}`);
  assert.match(error.detail, /^Cannot read letter\.docx: .*\. .*\.$/);
  return error;
}

Deno.test("a document is read from its letterhead to its footer: paragraphs, tables, tabs, breaks", async () => {
  const cell = (...paragraphs: string[]) => `<w:tc>${paragraphs.map(paragraph).join("")}</w:tc>`;
  const { text, title, isCut } = await read({
    title: "Invoice &amp; receipt",
    body: `<w:p>${run("In")}${run("voice")}${run("<w:tab/>A&#45;7".replace("<w:tab/>", ""))}</w:p>` +
      `<w:p>${run("Total")}<w:r><w:tab/><w:t>12.50</w:t><w:br/><w:t>net</w:t></w:r></w:p>` +
      `<w:tbl><w:tr>${cell("Item")}${cell("Price")}</w:tr><w:tr>${cell("A paper", "moon")}${
        cell("12.50")
      }</w:tr></w:tbl>` +
      paragraph("Bye"),
    parts: { "word/header1.xml": part(paragraph("Example Ltd")), "word/footer1.xml": part(paragraph("Page")) },
  });
  assert.equal(title, "Invoice & receipt");
  assert.equal(
    text,
    "Example Ltd\n\nInvoiceA-7\nTotal\t12.50\nnet\nItem\tPrice\nA paper moon\t12.50\n\nBye\n\nPage",
  );
  assert.equal(isCut, false);
});

Deno.test("deletions, hidden text, fields and what is drawn twice are not read", async () => {
  const { text } = await read({
    body: `<w:p>${run("seen")}<w:del>${run("not")}<w:r><w:delText>not</w:delText></w:r></w:del>` +
      run("not", "<w:vanish/>") + run(" too", '<w:vanish w:val="0"/>') +
      `<w:r><w:instrText>INCLUDETEXT not</w:instrText></w:r>` +
      `<mc:AlternateContent><mc:Choice>${run(" box")}</mc:Choice><mc:Fallback>${
        run("not")
      }</mc:Fallback></mc:AlternateContent></w:p>`,
  });
  assert.equal(text, "seen too box");
});

Deno.test("a bomb is refused by what it says, and cut off when it lies", async () => {
  const zeros = new Uint8Array(300 * 1024 * 1024);
  assert.equal((await errorOf(await zipOf([{ name: "word/document.xml", content: zeros }]))).type, "too_large");

  const lying = await zipOf([{ name: "word/document.xml", content: new Uint8Array(64 * 1024 * 1024).fill(32) }]);
  const view = new DataView(lying.buffer);
  for (let at = 0; at + 4 <= lying.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true);
  }
  const started = performance.now();
  const { text, isCut } = await readDocx(textFile("letter.docx", TYPE, lying));
  assert.deepEqual([text, isCut], ["", true]);
  assert.ok(performance.now() - started < 3000);
});

Deno.test("entities of its own, external or nested, are refused", async () => {
  for (const declaration of ['<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE d>"]) {
    const data = await zipOf([{ name: "word/document.xml", content: `${declaration}<d>&x;</d>` }]);
    assert.equal((await errorOf(data)).type, "unsafe_content");
  }
});

Deno.test("a million elements in each other are cut quickly", async () => {
  const data = await zipOf([{ name: "word/document.xml", content: `${paragraph("first")}${"<w:p>".repeat(1e6)}` }]);
  const started = performance.now();
  const { text, isCut } = await readDocx(textFile("letter.docx", TYPE, data));
  assert.deepEqual([text, isCut], ["first", true]);
  assert.ok(performance.now() - started < 3000);
});

Deno.test("what is no document, or a damaged one, is refused by its name", async () => {
  assert.equal((await errorOf(new TextEncoder().encode("no archive at all"))).type, "corrupt_file");
  assert.equal((await errorOf(await zipOf([{ name: "other.txt", content: "x" }]))).type, "corrupt_file");
  const whole = await docxOf({ body: paragraph("words ".repeat(10_000)) });
  assert.equal((await errorOf(whole.slice(0, whole.length - 40))).type, "corrupt_file");
});

Deno.test("parts of an archive lead nowhere else: names are looked up, never opened", async () => {
  const { text } = await read({
    body: paragraph("only this"),
    parts: {
      "../../etc/header1.xml": part(paragraph("not")),
      "word/_rels/document.xml.rels": `<x Target="http://e/"/>`,
    },
  });
  assert.equal(text, "only this");
});
