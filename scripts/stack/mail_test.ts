import { strict as assert } from "node:assert";
import { createMail } from "./mail.ts";
import { freePort } from "./ports.ts";

const quiet = { log: () => {} };

/** Says the lines of a conversation, each after the server's answer to the one before. */
async function converse(port: number, lines: string[]): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const buffer = new Uint8Array(4096);
  let heard = "";
  const hear = async () => {
    const length = await connection.read(buffer);
    heard += new TextDecoder().decode(buffer.subarray(0, length ?? 0));
  };
  await hear();
  for (const line of lines) {
    await connection.write(new TextEncoder().encode(`${line}\r\n`));
    await hear();
  }
  connection.close();
  return heard;
}

Deno.test("mail that is sent by SMTP is caught and can be read as JSON and as a page", async () => {
  const port = freePort();
  const mail = await createMail(quiet, port);
  const heard = await converse(port, [
    "EHLO test",
    "MAIL FROM:<sender@example.com>",
    "RCPT TO:<Reader@example.com>",
    "DATA",
    "From: sender@example.com\r\nTo: Reader@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nSee <b>http://a.example/?x=1</b>\r\n.",
    "QUIT",
  ]);
  assert.match(heard, /221 /);
  const read = async (path: string) => await (await mail.handle(new Request(`http://stack${path}`))).text();
  const [caught] = JSON.parse(await read("/mail/messages?to=reader@example.com"));
  assert.deepEqual([caught.from, caught.subject], ["sender@example.com", "Grüße"]);
  assert.deepEqual(JSON.parse(await read(`/mail/messages/${caught.id}`)), caught);
  assert.equal(await read("/mail/messages?to=nobody@example.com"), "[]");
  const page = await read("/mail");
  assert.ok(page.includes("&lt;b&gt;") && !page.includes("<b>"), "what a mail says is text");
  await mail.stop();
});

Deno.test("mail of the stack's own services needs no SMTP", async () => {
  const mail = await createMail(quiet, undefined);
  await mail.deliver({ from: "a@example.com", to: ["b@example.com"], subject: "Hello", text: "World" });
  const response = await mail.handle(new Request("http://stack/mail/messages"));
  assert.equal((await response.json())[0].subject, "Hello");
  await mail.handle(new Request("http://stack/mail/messages", { method: "DELETE" }));
  assert.deepEqual(await (await mail.handle(new Request("http://stack/mail/messages"))).json(), []);
  await mail.stop();
});

Deno.test("who waits for a mail is answered when it comes, and another's mail is no answer", async () => {
  const mail = await createMail(quiet, undefined);
  const waited = mail.handle(new Request("http://stack/mail/messages?wait&to=b@example.com"));
  await mail.deliver({ from: "a@example.com", to: ["c@example.com"], subject: "Other", text: "" });
  await mail.deliver({ from: "a@example.com", to: ["b@example.com"], subject: "Hello", text: "" });
  assert.deepEqual((await (await waited).json()).map(({ subject }: { subject: string }) => subject), ["Hello"]);
  const gone = new AbortController();
  const { signal } = gone;
  const givenUp = mail.handle(new Request("http://stack/mail/messages?wait&to=nobody@example.com", { signal }));
  gone.abort();
  assert.deepEqual(await (await givenUp).json(), []);
  await mail.stop();
});
