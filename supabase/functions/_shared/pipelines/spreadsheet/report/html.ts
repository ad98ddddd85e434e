import type { Profile } from "../describe/schema.ts";
import { escapeHtml } from "./escape.ts";

export function reportHtml(profile: Profile): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Analysis</title><ul>${
    profile.findings.map((f) => `<li>${escapeHtml(f.text)}</li>`).join("")
  }</ul></html>`;
}
