import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { PDFRawStream } from "@cantoo/pdf-lib";
import { joined } from "../../../documents/bytes.ts";
import { fileOf } from "../../testing.ts";
import { openForWriting } from "./document.ts";
import { HeldStream, restoreHeld } from "./held_stream.ts";
import { holdOut, type Range } from "./hold_out.ts";
import { layOut } from "./lay_out.ts";
import { complaintsAbout } from "./testing.ts";

const KEYWORDS = "endstream\nendobj\n7 0 obj << /Length 3 >>\nstream\nabc";

/** A PDF of one page whose streams are given as their dictionaries' entries and their data. */
function fileWith(streams: readonly { readonly entries: string; readonly data: string | Uint8Array }[]) {
  const pieces = [Buffer.from(`%PDF-1.7
1 0 obj
<< /Type /Catalog /Pages 2 0 R /Held [ ${streams.map((_, i) => `${i + 10} 0 R`).join(" ")} ] >>
endobj
2 0 obj << /Type /Pages /Kids [ 3 0 R ] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] >> endobj
`)];
  streams.forEach(({ entries, data }, index) =>
    pieces.push(
      Buffer.from(`${index + 10} 0 obj\n<< ${entries} >>\nstream\r\n`),
      Buffer.from(data),
      Buffer.from("\nendstream\nendobj\n"),
    )
  );
  pieces.push(Buffer.from("trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"));
  return fileOf(joined(pieces));
}

async function outlineOf(file: ReturnType<typeof fileOf>) {
  const kept: Uint8Array[] = [], held: Range[] = [];
  for (let at = 0; at < file.bytes;) {
    const next = await holdOut(file, at, held.length);
    kept.push(next.kept);
    held.push(...next.held);
    assert.ok(next.at > at, "every window gets on");
    at = next.at;
  }
  return { outline: joined(kept), held };
}

/** The file, taken apart and written again, and how many bytes its outline had. */
async function rewritten(file: ReturnType<typeof fileOf>) {
  const { outline, held } = await outlineOf(file);
  const { context } = await openForWriting(outline.slice(), "");
  restoreHeld(context, held);
  const live = context.enumerateIndirectObjects().filter(([, object]) => object instanceof HeldStream);
  return { data: joined(await Array.fromAsync(layOut(context, file))), outline, held: live.length };
}

async function streamsOf(data: Uint8Array): Promise<Map<number, string>> {
  const { context } = await openForWriting(data, "");
  const found = new Map<number, string>();
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream) found.set(ref.objectNumber, Buffer.from(object.contents).toString("latin1"));
  }
  return found;
}

const large = (size: number): string => "0123456789abcde\n".repeat(size / 16);

Deno.test("the data of streams come back as they were, however their length is told", async () => {
  const data = large(2_000);
  const file = fileWith([
    { entries: `/Length ${data.length}`, data },
    { entries: "/Length 4 0 R", data },
    { entries: "/Length 17", data },
    { entries: "/Kind /None", data },
    { entries: `/Length ${(data + KEYWORDS).length}`, data: data + KEYWORDS },
    { entries: "/Length 5", data: "small" },
  ]);
  const { data: result, outline, held } = await rewritten(file);
  assert.equal(held, 5);
  assert.ok(outline.length < 2_000);
  const streams = await streamsOf(result);
  assert.deepEqual([10, 11, 12, 13, 14, 15].map((number) => streams.get(number)), [
    ...Array(4).fill(data),
    data + KEYWORDS,
    "small",
  ]);
  assert.deepEqual(await complaintsAbout(result), []);
});

Deno.test("streams that go on over windows are held out, those without an end are not waited for", async () => {
  const data = large(9 * 1024 * 1024);
  const file = fileWith([
    { entries: `/Length ${data.length}`, data },
    { entries: "/Length 4 0 R", data },
    { entries: "/Length 99", data: large(1_600) },
  ]);
  const { data: result, outline, held } = await rewritten(file);
  assert.equal(held, 3);
  assert.ok(outline.length < 2_000);
  const streams = await streamsOf(result);
  assert.ok(streams.get(10) === data && streams.get(11) === data);
  const cut = fileOf(await file.readRange(0, 5 * 1024 * 1024));
  assert.ok((await outlineOf(cut)).outline.length < 2_000);
});

Deno.test("what a small stream says of itself leads nowhere but to the file's own data", async () => {
  const data = large(1_600);
  const file = fileWith([{ entries: "/Length 1600", data }, { entries: "/Length 19", data: "held-out:0000000007" }]);
  const streams = await streamsOf((await rewritten(file)).data);
  assert.equal(streams.get(11), "held-out:0000000007");
});
