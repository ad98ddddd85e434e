/**
 * An SMTP server on the loopback interface that takes every mail in.
 *
 * @module
 */
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { Mail } from "./mail.ts";

export interface SmtpReceiver {
  stop(): Promise<void>;
}

export async function startSmtp(port: number, deliver: (mail: Mail) => Promise<void>): Promise<SmtpReceiver> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    // Whatever a program signs in with is right: nothing leaves the machine.
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anyone" }),
    onData: (stream, session, done) => {
      const chunks: Uint8Array[] = [];
      stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        readMail(new Blob(chunks as BlobPart[]), to).then(deliver).then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function readMail(raw: Blob, to: string[]): Promise<Mail> {
  const parsed = await PostalMime.parse(raw);
  return {
    from: parsed.from?.address ?? "",
    to,
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html,
  };
}
