/** Numbers and names as they stand in sentences. */
export const count = (amount: number, noun: string): string =>
  `${amount.toLocaleString("en")} ${noun}${amount === 1 ? "" : "s"}`;

export const percent = (share: number): string =>
  share > 0 && share < 0.001
    ? "less than 0.1 %"
    : share < 1 && share > 0.999
    ? "more than 99.9 %"
    : `${Number((share * 100).toPrecision(3))} %`;

export const quoted = (name: string): string => `“${name.length > 60 ? name.slice(0, 59) + "…" : name}”`;

export function listed(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most);
  if (items.length > most) return `${shown.join(", ")} and ${items.length - most} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

export const shown = (value: number | string | null): string =>
  value === null
    ? "nothing"
    : typeof value === "number"
    ? value.toLocaleString("en", { maximumSignificantDigits: 6 })
    : value;
