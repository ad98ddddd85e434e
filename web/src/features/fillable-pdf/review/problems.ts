import type { ReviewedField } from "./reviewed_field.ts";

/** What keeps fields from being written as they are, in a sentence for each field that it concerns. */
export function problemsIn(fields: readonly ReviewedField[]): ReadonlyMap<string, string> {
  const byName = Map.groupBy(fields, (field) => field.name);
  const problems = new Map<string, string>();
  for (const field of fields) {
    const problem = problemOf(field, byName.get(field.name)!.filter((other) => other !== field));
    if (problem) problems.set(field.id, problem);
  }
  return problems;
}

function problemOf({ name, type, export: value }: ReviewedField, namesakes: readonly ReviewedField[]) {
  if (name.trim() === "") return "Give it a name.";
  if (name.length > 100) return "Its name has more than 100 characters.";
  if (name.includes(".")) return "A name has no dots.";
  if (/\p{C}/u.test(name)) return "Its name has characters that cannot be seen.";
  if (namesakes.some((other) => type !== "radio" || other.type !== "radio")) {
    return `Another field is called ${name} too.`;
  }
  if (type !== "radio") return undefined;
  if (!value?.trim()) return "Say what it stands for.";
  if (value.trim().toLowerCase() === "off") return '"Off" is what a form says when nothing is chosen.';
  if (namesakes.some((other) => other.export === value)) return `Another choice of ${name} is ${value} too.`;
  return undefined;
}
