import assert from "node:assert/strict";
import { createJob, downloadFile } from "../../scripts/client/jobs.ts";
import { scanOf } from "../functions/_shared/documents/ocr/testing.ts";
import type { Job } from "../functions/_shared/jobs/job.ts";
import { DocumentsResult } from "../functions/_shared/pipelines/documents/result.ts";
import {
  CONTRACT,
  encryptedPdf,
  invoice,
  LETTER,
  pdfOf,
  RECEIPT,
  RESUME,
  STATEMENT,
} from "../functions/_shared/pipelines/documents/sample_documents.ts";
import { completeJob, guest } from "./support.ts";

type Upload = { name: string; content: Uint8Array<ArrayBuffer> };

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Files of six types over and over, four of them bad, and a scan. */
async function inbox(): Promise<Upload[]> {
  const kinds: [string, Uint8Array<ArrayBuffer>][] = [
    ["invoice.pdf", await pdfOf(invoice())],
    ["letter.txt", utf8(LETTER)],
    ["contract.pdf", await pdfOf(CONTRACT)],
    ["resume.txt", utf8(RESUME)],
    ["bank_statement.pdf", await pdfOf(STATEMENT)],
    ["receipt.txt", utf8(RECEIPT)],
  ];
  const files = Array.from({ length: 200 }, (_, i): Upload => {
    const [name, content] = kinds[i % kinds.length]!;
    return { name: `${i}-${name}`, content };
  });
  files[20] = { name: "locked.pdf", content: await encryptedPdf() };
  files[60] = { name: "broken.pdf", content: utf8("%PDF-1.7\nnothing of use\n") };
  files[100] = { name: "empty.pdf", content: utf8("") };
  files[140] = { name: "scan.pdf", content: await scanOf(await pdfOf(invoice()), { dpi: 150 }) };
  files[180] = { name: "program.bin", content: new Uint8Array(100).fill(1) };
  return files;
}

const EXPECTED: Record<string, string> = {
  "locked.pdf": "encrypted_pdf",
  "broken.pdf": "corrupt_pdf",
  "empty.pdf": "empty_file",
  "program.bin": "unsupported_media_type",
};

Deno.test("200 mixed files: each has the right outcome, and progress goes strictly by file", async () => {
  await using owner = await guest();
  const files = await inbox();
  const seen: Job[] = [];
  const sent = { kind: "documents", files, options: { llm: "off" } } as const;
  const job = await completeJob(owner, sent, (each) => seen.push(each));
  assert.deepEqual([job.total_files, job.result?.["documents"], job.result?.["failed"]], [200, 196, 4]);
  checkProgress(seen);

  const inputs = job.files.filter((file) => file.role === "input");
  for (const { name, status, error } of inputs) {
    const wanted = EXPECTED[name];
    assert.deepEqual([status, error?.type], wanted ? ["failed", wanted] : ["done", undefined], name);
  }
  const output = job.files.find((file) => file.name === "result.json")!;
  const result = DocumentsResult.parse(JSON.parse(new TextDecoder().decode(await downloadFile(owner, job, output))));
  assert.deepEqual(result.documents.map(({ file }) => file), files.map(({ name }) => name));
  for (const { file, type, error, fields, text_source } of result.documents) {
    if (error) continue;
    const wanted = file === "scan.pdf" ? "invoice" : /-(\w+)\./.exec(file)![1];
    assert.equal(type, wanted, file);
    assert.equal(text_source, file === "scan.pdf" ? "ocr" : "text", file);
    if (wanted === "invoice") assert.equal(fields["total"]?.value, 180, file);
  }
});

/** Neither falls; what is told lies within the file at hand. */
function checkProgress(seen: readonly Job[]): void {
  const running = seen.filter(({ status }) => status === "processing");
  assert.ok(
    new Set(running.map(({ processed_files }) => processed_files)).size > 20,
    "files are told as they are done",
  );
  let before = { progress: 0, processed_files: 0 };
  for (const job of running) {
    assert.ok(job.progress >= before.progress && job.processed_files >= before.processed_files);
    const done = job.progress / 0.97 * 200;
    if (job.stage === "reading") {
      assert.ok(
        done >= job.processed_files - 0.01 && done <= job.processed_files + 1.01,
        `${job.message}: ${done} of files`,
      );
      assert.match(job.message ?? "", /\(\d+ of 200\)$/);
    }
    before = job;
  }
}

Deno.test("a job without any readable file is refused at the door", async () => {
  await using owner = await guest();
  const files = [{ name: "program.bin", content: new Uint8Array(100).fill(1) }];
  await assert.rejects(createJob(owner, { kind: "documents", files }), { type: "unsupported_media_type" });
  const empty = [{ name: "empty.txt", content: utf8("") }];
  await assert.rejects(createJob(owner, { kind: "documents", files: empty }), { type: "empty_file" });
});

Deno.test("a password opens what is encrypted and is seen by nobody, neither in the job nor in its messages", async () => {
  await using owner = await guest();
  const files = [{ name: "locked.pdf", content: await encryptedPdf(invoice()) }];
  const messages: Job[] = [];
  const sent = { kind: "documents", files, options: { password: "open-sesame", llm: "off" } } as const;
  const job = await completeJob(owner, sent, (each) => messages.push(each));
  assert.equal(job.result?.["documents"], 1);
  assert.ok(messages.length > 0);
  assert.doesNotMatch(JSON.stringify([job, messages]), /open-sesame/);
});
