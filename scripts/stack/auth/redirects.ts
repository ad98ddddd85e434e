import type { StackConfig } from "../config.ts";

/** Where a mail's link leads in the end: where the client asked, if config.toml allows it, else the site itself. */
export function allowedRedirect(auth: StackConfig["auth"], wanted: string | null | undefined): string {
  if (!wanted || !URL.canParse(wanted)) return auth.siteUrl;
  const sameHost = URL.canParse(auth.siteUrl) && new URL(auth.siteUrl).hostname === new URL(wanted).hostname;
  return sameHost || auth.additionalRedirectUrls.some((pattern) => globFits(pattern, wanted)) ? wanted : auth.siteUrl;
}

/** `*` stops at dots and slashes, `**` at nothing. */
function globFits(pattern: string, url: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("**", "\0").replaceAll("*", "[^./]*")
    .replaceAll("\0", ".*");
  return new RegExp(`^${source}$`).test(url);
}
