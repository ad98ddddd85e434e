/**
 * Catches mail instead of sending it: what Auth sends, and what anybody sends by SMTP to the loopback port. People read it
 * under `/mail`, programs under `/mail/messages`, where `?wait` answers when there is one.
 *
 * @module
 */
import type { Service, StackContext } from "./context.ts";
import { type SmtpReceiver, startSmtp } from "./smtp.ts";

export interface Mail {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html?: string | undefined;
}

/** A mail that has been caught. */
export interface CaughtMail extends Mail {
  id: string;
  receivedAt: string;
}

export interface MailService extends Service {
  deliver(mail: Mail): Promise<void>;
  /** Where SMTP is spoken; undefined when config.toml does not want it. */
  readonly smtpPort: number | undefined;
  handle(request: Request): Promise<Response>;
}

/** Older ones go: it is a developer's catcher, not an archive. */
const KEPT = 500;

export async function createMail(ctx: Pick<StackContext, "log">, smtpPort: number | undefined): Promise<MailService> {
  const caught: CaughtMail[] = [];
  const arrivals = new EventTarget();
  const deliver = (mail: Mail) => {
    caught.unshift({ ...mail, id: crypto.randomUUID(), receivedAt: new Date().toISOString() });
    caught.length = Math.min(caught.length, KEPT);
    arrivals.dispatchEvent(new Event("mail"));
    ctx.log("mail", "info", `For ${mail.to.join(", ")}: ${mail.subject}`);
    return Promise.resolve();
  };
  const smtp: SmtpReceiver | undefined = smtpPort === undefined ? undefined : await startSmtp(smtpPort, deliver);
  return {
    deliver,
    smtpPort,
    handle: (request) => answer(request, caught, arrivals),
    stop: () => smtp?.stop() ?? Promise.resolve(),
  };
}

async function answer(request: Request, caught: CaughtMail[], arrivals: EventTarget): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, , list, id] = pathname.split("/");
  const to = searchParams.get("to")?.toLowerCase();
  const isWanted = (mail: Mail) => to === undefined || mail.to.some((address) => address.toLowerCase() === to);
  if (searchParams.has("wait")) {
    while (!caught.some(isWanted) && !request.signal.aborted) await nextArrival(arrivals, request.signal);
  }
  const wanted = caught.filter(isWanted);
  if (list === undefined || list === "") return page(wanted);
  if (list !== "messages") return Response.json({ message: "Not found" }, { status: 404 });
  if (request.method === "DELETE") {
    caught.length = 0;
    return new Response(null, { status: 204 });
  }
  if (id === undefined) return Response.json(wanted);
  const mail = caught.find((candidate) => candidate.id === id);
  if (mail === undefined) return Response.json({ message: "No such mail" }, { status: 404 });
  return Response.json(mail);
}

function nextArrival(arrivals: EventTarget, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      arrivals.removeEventListener("mail", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    arrivals.addEventListener("mail", done);
    signal.addEventListener("abort", done);
  });
}

function page(mails: CaughtMail[]): Response {
  const items = mails.map((mail) =>
    `<article><h2>${escape(mail.subject)}</h2><p>To ${escape(mail.to.join(", "))}, ${mail.receivedAt}</p>` +
    `<pre>${linked(escape(mail.text))}</pre></article>`
  );
  const body = items.join("\n") || "<p>No mail yet.</p>";
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mail</title>
<style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap}</style>
<h1>Mail caught by the stack</h1>${body}</html>`;
  // Mails are whatever somebody wrote; nothing in them may run.
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  };
  return new Response(html, { headers });
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function linked(escaped: string): string {
  return escaped.replaceAll(/https?:\/\/[^\s<>]+/g, (url) => `<a href="${url}">${url}</a>`);
}
