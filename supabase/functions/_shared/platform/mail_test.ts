import assert from "node:assert/strict";
import { SMTPServer } from "smtp-server";
import { freePort } from "../../../../scripts/stack/ports.ts";
import { startSmtp } from "../../../../scripts/stack/smtp.ts";
import type { Mail as Caught } from "../../../../scripts/stack/mail.ts";
import { createMailer, MailError } from "./mail.ts";

const MAIL = { to: "a@example.org", subject: "Done: tëst", text: "Text", html: "<p>Text</p>", id: "docmill-1" };
const settings = (port: number) => ({
  DOCMILL_SMTP_URL: `smtp://127.0.0.1:${port}`,
  DOCMILL_MAIL_FROM: "Docmill <docmill@example.org>",
});

const failure = (attempt: Promise<void>): Promise<MailError> =>
  attempt.then(() => assert.fail("it was delivered"), (error) => {
    assert.ok(error instanceof MailError, String(error));
    return error;
  });

Deno.test("a mail arrives with its text and its HTML; while the server is down it does not, and may be tried again", async () => {
  const port = freePort();
  const send = createMailer(settings(port));
  assert.equal((await failure(send(MAIL))).permanent, false);
  const caught: Caught[] = [];
  const server = await startSmtp(port, (mail) => Promise.resolve(void caught.push(mail)));
  try {
    await send(MAIL);
  } finally {
    await server.stop();
  }
  assert.deepEqual(caught.map(({ to, subject, text }) => ({ to, subject, text: text.trim() })), [
    { to: ["a@example.org"], subject: "Done: tëst", text: "Text" },
  ]);
});

Deno.test("a recipient that the server does not know is refused for good", async () => {
  const port = freePort();
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error("No such user"), { responseCode: 550 })),
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  try {
    assert.equal((await failure(createMailer(settings(port))(MAIL))).permanent, true);
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

Deno.test("a mail API is sent JSON with a key for repetitions; what it says decides whether to try again", async () => {
  const requests: { key: string | null; body: Record<string, unknown> }[] = [];
  let status = 200;
  await using server = Deno.serve({ port: 0, onListen: () => {} }, async (request) => {
    requests.push({ key: request.headers.get("idempotency-key"), body: await request.json() });
    return new Response("{}", { status });
  });
  const send = createMailer({
    DOCMILL_MAIL_API_URL: `http://127.0.0.1:${server.addr.port}/emails`,
    DOCMILL_MAIL_API_KEY: "key",
    DOCMILL_MAIL_FROM: "docmill@example.org",
  });
  await send(MAIL);
  assert.equal(requests[0]?.key, "docmill-1");
  assert.deepEqual(requests[0]?.body["to"], ["a@example.org"]);
  for (const [answer, permanent] of [[422, true], [429, false], [503, false], [401, false]] as const) {
    status = answer;
    assert.equal((await failure(send(MAIL))).permanent, permanent, String(answer));
  }
});

Deno.test("a setting that is missing is named", () => {
  assert.throws(() => createMailer({}), { message: "DOCMILL_MAIL_FROM not set" });
  assert.throws(() => createMailer({ DOCMILL_MAIL_FROM: "a@b.c" }), { message: /DOCMILL_SMTP_URL not set/ });
});

Deno.test("a password is not sent in clear", () => {
  const open = { ...settings(25), DOCMILL_SMTP_URL: "smtp://me:secret@mail.example.org:25" };
  assert.throws(() => createMailer(open), /DOCMILL_SMTP_URL is wrong: smtp:\/\/ would tell the password/);
});
