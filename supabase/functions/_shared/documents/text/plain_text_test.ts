import assert from "node:assert/strict";
import { readPlainText } from "./plain_text.ts";
import { readText, TEXT_TYPES } from "./read_text.ts";
import { textFile } from "./testing.ts";
import { MOST_CHARACTERS } from "./text_document.ts";

const read = (content: string | Uint8Array<ArrayBuffer>) => readPlainText(textFile("note.txt", "text/plain", content));

Deno.test("a text keeps its lines and tabs, whatever its line ends and encoding", async () => {
  assert.equal((await read("a\tb\r\nc\rd\n  e\u0000\u200b")).text, "a\tb\nc\nd\n  e");
  assert.equal((await read(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x0a, 0, 0x42, 0))).text, "A\nB");
});

Deno.test("of a text that is too long its beginning is read", async () => {
  const { text, isCut } = await read("word\n".repeat(200_000));
  assert.deepEqual([text.length, isCut], [MOST_CHARACTERS, true]);
});

Deno.test("each type has its reader; other files have none", async () => {
  assert.equal((await readText(textFile("a.html", "text/html", "<p>seen</p>")))?.text, "seen");
  assert.equal((await readText(textFile("a.eml", "message/rfc822", "Subject: a\n\nb")))?.text, "Subject: a\n\nb");
  assert.equal(await readText(textFile("a.pdf", "application/pdf", "%PDF")), undefined);
  assert.ok(TEXT_TYPES.includes("text/plain"));
});
