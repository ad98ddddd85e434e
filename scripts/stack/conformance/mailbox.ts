import type { CaughtMail } from "../mail.ts";
import type { Target } from "./target.ts";

/**
 * The newest mail for an address, as the embedded stack's catcher has it. `supabase start` and hosted projects keep mails
 * elsewhere, so tests that read mail are about the embedded stack only.
 */
export async function newestMail(target: Target, to: string): Promise<CaughtMail> {
  const response = await fetch(`${target.url}/mail/messages?to=${encodeURIComponent(to)}`);
  const [mail] = await response.json() as CaughtMail[];
  if (mail === undefined) throw new Error(`There is no mail for ${to}.`);
  return mail;
}

export function codeIn(mail: CaughtMail): string {
  return /\b\d{6}\b/.exec(mail.text)![0];
}

export function linkIn(mail: CaughtMail): string {
  return /https?:\/\/\S+/.exec(mail.text)![0];
}
