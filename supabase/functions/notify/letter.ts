/**
 * The mail about a job that has ended. Titles and messages hold what users and documents wrote: in the HTML they are text
 * and nothing else.
 *
 * @module
 */
import type { Mail } from "../_shared/platform/mail.ts";
import type { Delivery } from "./delivery.ts";

export function letterOf({ id, event, job, recipient, token }: Delivery, webUrl: string): Mail {
  const isDone = event === "job.completed";
  const title = oneLine(job.title, 120);
  // Behind the #, so that the token is in no server's log.
  const link = `${webUrl}/status/${job.id}#${token}`;
  const heading = isDone ? `${title} is done` : `${title} could not be processed`;
  const message = isDone ? textOf(job.result?.["message"]) : textOf(job.error?.detail);
  const points = isDone ? listOf(job.result?.["top_findings"]) : [];
  const action = isDone ? "Open the results" : "See what happened";
  const until = job.expires_at ? `The link works until ${dayOf(job.expires_at)}, without an account.` : "";
  const footer = `${until} Whoever has the link can open the results: pass it on with care.`.trim();
  return {
    to: recipient,
    id: `docmill-${job.id}-${id}`,
    subject: isDone ? `Done: ${title}` : `Failed: ${title}`,
    text: [heading, message, points.map((point) => `- ${point}`).join("\n"), `${action}:\n${link}`, footer]
      .filter((part) => part !== "").join("\n\n") + "\n",
    html: html({ heading, message, points, action, link, footer }),
  };
}

interface Parts {
  readonly heading: string;
  readonly message: string;
  readonly points: readonly string[];
  readonly action: string;
  readonly link: string;
  readonly footer: string;
}

function html({ heading, message, points, action, link, footer }: Parts): string {
  const list = points.length ? `<ul>${points.map((point) => `<li>${escape(point)}</li>`).join("")}</ul>` : "";
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(heading)}</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;color:#1c2321;margin:0;padding:24px;max-width:36em">
<h1 style="font-size:20px;margin:0 0 12px">${escape(heading)}</h1>
${message ? `<p>${escape(message)}</p>` : ""}${list}
<p><a href="${
    escape(link)
  }" style="display:inline-block;padding:10px 18px;background:#1f5f4a;color:#ffffff;text-decoration:none;border-radius:4px">${
    escape(action)
  }</a></p>
<p style="color:#55605c;font-size:14px">${escape(footer)}</p>
</body></html>
`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);

function oneLine(text: string, most: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

const textOf = (value: unknown): string => typeof value === "string" ? oneLine(value, 500) : "";
const listOf = (value: unknown): string[] => Array.isArray(value) ? value.slice(0, 5).map(textOf).filter(Boolean) : [];

const dayOf = (moment: string): string =>
  new Date(moment).toLocaleDateString("en", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
