/**
 * The mails of Auth: from the embedded stack's catcher, or from the Mailpit of `supabase start`.
 *
 * @module
 */
import { mailUrl, type Target } from "./target.ts";

export interface ReadMail {
  subject: string;
  text: string;
}

/** The newest mail for an address. */
export async function newestMail(target: Target, to: string): Promise<ReadMail> {
  const mail = mailUrl === undefined ? await fromCatcher(target, to) : await fromMailpit(mailUrl, to);
  if (mail === undefined) throw new Error(`There is no mail for ${to}.`);
  return mail;
}

async function fromCatcher(target: Target, to: string): Promise<ReadMail | undefined> {
  const response = await fetch(`${target.url}/mail/messages?to=${encodeURIComponent(to)}`);
  return (await response.json())[0];
}

async function fromMailpit(url: string, to: string): Promise<ReadMail | undefined> {
  const query = encodeURIComponent(`to:${to}`);
  const { messages } = await (await fetch(`${url}/api/v1/search?query=${query}&limit=1`)).json();
  if (messages.length === 0) return undefined;
  const message = await (await fetch(`${url}/api/v1/message/${messages[0].ID}`)).json();
  return { subject: message.Subject, text: message.Text };
}

export function codeIn(mail: ReadMail): string {
  return /\b\d{6}\b/.exec(mail.text)![0];
}

export function linkIn(mail: ReadMail): string {
  return /https?:\/\/[^\s)]+/.exec(mail.text)![0];
}
