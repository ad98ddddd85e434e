import assert from "node:assert/strict";
import { JobError } from "../../jobs/errors.ts";
import { readEml } from "./eml.ts";
import { textFile } from "./testing.ts";

const mail = (...lines: string[]) => textFile("offer.eml", "message/rfc822", lines.join("\r\n"));

const HEAD = [
  "From: =?UTF-8?Q?Zo=C3=AB_M=C3=BCller?= <zoe@example.org>",
  "To: Ann <ann@example.org>, bob@example.org",
  "Subject: =?UTF-8?B?T2ZmZXIg4oKs?=",
  "Date: Mon, 3 Nov 2031 10:00:00 +0100",
  "MIME-Version: 1.0",
];
const READ = "From: Zoë Müller <zoe@example.org>\nTo: Ann <ann@example.org>, bob@example.org\n" +
  "Date: 2031-11-03T09:00:00.000Z\nSubject: Offer €";

Deno.test("a mail is read with who wrote it to whom, when and about what", async () => {
  const { text, title } = await readEml(
    mail(
      ...HEAD,
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "12=2C50",
      "two",
    ),
  );
  assert.equal(title, "Offer €");
  assert.equal(text, `${READ}\n\n12,50\ntwo`);
});

Deno.test("its plain text is preferred; HTML is read as it is seen; attachments are named and not opened", async () => {
  const html = "<p>Hello <b>Ann</b></p><p style='display:none'>not</p><script>not</script>";
  const parts = (text: string) => [
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    'Content-Type: multipart/alternative; boundary="c"',
    "",
    ...(text ? ["--c", "Content-Type: text/plain", "", text] : []),
    "--c",
    "Content-Type: text/html",
    "",
    html,
    "--c--",
    "--b",
    'Content-Type: application/pdf; name="offer.pdf"',
    'Content-Disposition: attachment; filename="../../offer\u202e.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    btoa("%PDF-1.7 not"),
    "--b--",
  ];
  const plain = await readEml(mail(...HEAD, ...parts("as text")));
  assert.equal(plain.text, `${READ}\n\nas text\n\nAttachment: ../../offer.pdf`);
  assert.deepEqual(plain.attachments, [{ name: "../../offer.pdf", mediaType: "application/pdf", bytes: 12 }]);
  const rich = await readEml(mail(...HEAD, ...parts("")));
  assert.equal(rich.text, `${READ}\n\nHello Ann\n\nAttachment: ../../offer.pdf`);
});

Deno.test("a mail of a thousand parts in each other, or with endless fields, is refused by its name", async () => {
  const nested = Array.from({ length: 1000 }, (_, i) => [
    `Content-Type: multipart/mixed; boundary="b${i}"`,
    "",
    `--b${i}`,
  ]).flat();
  const fields = Array.from({ length: 100_000 }, (_, i) => `X-${i}: y`);
  for (const lines of [nested, fields]) {
    const error = await readEml(mail(...HEAD, ...lines)).catch((error: unknown) => error);
    assert(error instanceof JobError);
    assert.equal(error.type, "corrupt_file");
    assert.match(error.detail, /^Cannot read offer\.eml: /);
  }
});

Deno.test("of a mail with 20 MB of attachments the text is read, and that there was more is said", async () => {
  const started = performance.now();
  const { text, isCut } = await readEml(mail(
    ...HEAD,
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "the text",
    "--b",
    'Content-Type: application/pdf; name="large.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    `${"QUJD".repeat(19)}\r\n`.repeat(260_000),
    "--b--",
  ));
  assert.match(text, /\n\nthe text\n\nAttachment: large\.pdf$/);
  assert.equal(isCut, true);
  assert.ok(performance.now() - started < 3000);
});
