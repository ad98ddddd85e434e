import { RestError } from "./errors.ts";

/** What the `Prefer` header asks for. */
export interface Preferences {
  return?: "minimal" | "headers-only" | "representation";
  count?: "exact" | "planned" | "estimated";
  resolution?: "merge-duplicates" | "ignore-duplicates";
  missing?: "default" | "null";
  handling?: "strict" | "lenient";
  "max-affected"?: string;
  timezone?: string;
  tx?: "commit" | "rollback";
}

const KNOWN: Record<keyof Preferences, readonly string[] | undefined> = {
  return: ["minimal", "headers-only", "representation"],
  count: ["exact", "planned", "estimated"],
  resolution: ["merge-duplicates", "ignore-duplicates"],
  missing: ["default", "null"],
  handling: ["strict", "lenient"],
  "max-affected": undefined,
  timezone: undefined,
  tx: ["commit", "rollback"],
};

/** @throws RestError when `handling=strict` is asked for and something is not understood */
export function readPreferences(request: Request): Preferences {
  const preferences: Record<string, string> = {};
  const unknown: string[] = [];
  for (const part of (request.headers.get("prefer") ?? "").split(",").map((text) => text.trim())) {
    if (part === "") continue;
    const [name, value = ""] = part.split("=");
    const values = KNOWN[name as keyof Preferences];
    if (name! in KNOWN && (values === undefined || values.includes(value))) preferences[name!] ??= value;
    else unknown.push(part);
  }
  if (preferences.handling === "strict" && unknown.length > 0) {
    const message = "Invalid preferences given with handling=strict";
    throw new RestError(400, "PGRST122", message, `Invalid preferences: ${unknown.join(", ")}`);
  }
  return preferences as Preferences;
}

/** The header by which PostgREST says what it has heeded. */
export function preferenceApplied(preferences: Preferences, names: (keyof Preferences)[]): Record<string, string> {
  const applied = names.filter((name) => preferences[name] !== undefined).map((name) => `${name}=${preferences[name]}`);
  return applied.length === 0 ? {} : { "preference-applied": applied.join(", ") };
}
