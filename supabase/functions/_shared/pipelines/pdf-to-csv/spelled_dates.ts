/**
 * Dates whose month is a word: "3 May 2031", "May 3, 2031", "1. Mai 2031", "1er mai 2031".
 *
 * @module
 */
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|\.)?`, MONTH = String.raw`(?<month>\p{L}{3,}\.?)`;
const PATTERNS = [
  new RegExp(`^${DAY}[\\s-]*(?:of\\s+)?${MONTH}[\\s,-]*(?<year>\\d{4})$`, "iu"),
  new RegExp(`^${MONTH}\\s*${DAY},?\\s+(?<year>\\d{4})$`, "iu"),
];

/** By locale, names in small letters and without a full stop. */
const known = new Map<string, ReadonlyMap<string, number>>();

/** As `2031-05-03`; undefined for what is no such date in the language of `locale`. */
export function spelledDate(text: string, locale: string): string | undefined {
  const trimmed = text.trim();
  if (!/^[\p{L}\d]/u.test(trimmed) || !/\d{4}$/.test(trimmed)) return undefined;
  for (const pattern of PATTERNS) {
    const { day, month, year } = pattern.exec(trimmed)?.groups ?? {};
    const number = month && monthsOf(locale).get(plain(month));
    if (number) return isoDate(year, number, day);
  }
  return undefined;
}

/** Undefined for a day that there is not. */
export function isoDate(
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined,
): string | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? date.toISOString().slice(0, 10) : undefined;
}

function monthsOf(locale: string): ReadonlyMap<string, number> {
  let months = known.get(locale);
  if (!months) {
    const names = Array.from({ length: 12 }, (_, month) => month + 1).flatMap((month): [string, number][] => {
      const date = new Date(Date.UTC(2031, month - 1, 15));
      // With a day beside it, as some languages then bend the word.
      const named = (["long", "short"] as const).map((style) =>
        new Intl.DateTimeFormat(locale, { day: "numeric", month: style, timeZone: "UTC" }).formatToParts(date)
          .find(({ type }) => type === "month")?.value ?? ""
      );
      return [...named, named[0]!.slice(0, 3)].map((name) => [plain(name), month]);
    });
    // What two months share tells neither: "jui" of juin and juillet.
    const count = (name: string) => new Set(names.filter(([other]) => other === name).map(([, month]) => month)).size;
    months = new Map(names.filter(([name]) => count(name) === 1));
    known.set(locale, months);
  }
  return months;
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");
