/**
 * Dates and times as people write them. All moments are taken as UTC unless they name an offset.
 *
 * @module
 */
/** Whether the day or the month stands first where both are digits and the year stands last. */
export type DateOrder = "day-first" | "month-first";

export const DATE_SHAPES = [
  "iso",
  "iso-time",
  "year-first",
  "day-first",
  "month-first",
  "either",
  "either-dotted",
  "named",
] as const;
export type DateShape = typeof DATE_SHAPES[number] | "none";

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?([AaPp]\.?[Mm]\.?)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[/.](\d{1,2})[/.](\d{1,2})${TIME}$|^(\d{4})年(\d{1,2})月(\d{1,2})日$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`);
const DAY_NAMED = new RegExp(
  String
    .raw`^(?:\p{L}{2,10}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s/-]+(?:de\s+)?(\p{L}{3,10})\.?,?[\s/-]+(?:de\s+)?(\d{4}|\d{2})${TIME}$`,
  "u",
);
const MONTH_NAMED = new RegExp(
  String.raw`^(?:\p{L}{2,10}\.?,?\s+)?(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${TIME}$`,
  "u",
);

const MONTHS: Record<string, number> = Object.create(null);
const NAMES = [
  "january jan januar janvier enero ene gennaio gen janeiro januari",
  "february feb februar février fév fev febrero febbraio fevereiro februari",
  "march mar märz mär mrz mars marzo março maart",
  "april apr avril avr abril abr aprile",
  "may mai mayo maggio mag maio mei",
  "june jun juni juin junio giugno giu junho",
  "july jul juli juillet juil julio luglio lug julho",
  "august aug août aou agosto ago augustus",
  "september sep sept septembre septiembre settembre set setembro",
  "october oct oktober okt octobre octubre ottobre ott outubro out",
  "november nov novembre noviembre novembro",
  "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
];
NAMES.forEach((names, index) => names.split(" ").forEach((name) => MONTHS[name] = index + 1));

const DAY_MS = 86_400_000;

/** @param text trimmed */
export function dateShapeOf(text: string): DateShape {
  if (text.length < 6 || text.length > 40) return "none";
  const iso = ISO.exec(text);
  if (iso) return Number.isNaN(isoMoment(iso)) ? "none" : iso[4] === undefined ? "iso" : "iso-time";
  const last = YEAR_LAST.exec(text);
  if (last) {
    const first = Number(last[1]), second = Number(last[3]);
    if (first < 1 || second < 1 || first > 31 || second > 31) return "none";
    if (first > 12) return second > 12 ? "none" : "day-first";
    if (second > 12) return "month-first";
    return last[2] === "." ? "either-dotted" : "either";
  }
  if (!Number.isNaN(yearFirst(text))) return "year-first";
  return Number.isNaN(named(text)) ? "none" : "named";
}

/**
 * @param order how to read 3/4/2024
 * @returns milliseconds since 1970 (UTC); NaN for what is no date
 */
export function momentOf(text: string, order: DateOrder): number {
  const iso = ISO.exec(text);
  if (iso) return isoMoment(iso);
  const last = YEAR_LAST.exec(text);
  if (last) {
    const [first, second] = [Number(last[1]), Number(last[3])];
    const swapped = order === "month-first" && second <= 31 && first <= 12 || second > 12;
    return moment(yearOf(last[4]!), swapped ? first : second, swapped ? second : first, last.slice(5));
  }
  const year = yearFirst(text);
  return Number.isNaN(year) ? named(text) : year;
}

/** A moment as ISO 8601: a date, or date and time where there is one. */
export function isoOf(moment: number, withTime: boolean): string {
  const iso = new Date(moment).toISOString();
  return withTime ? iso.slice(0, 19).replace("T", " ") : iso.slice(0, 10);
}

function isoMoment(match: RegExpExecArray): number {
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone] = match;
  const at = moment(Number(year), Number(month), Number(day), [hour, minute, second]);
  if (!zone || zone === "Z") return at + Math.floor(Number(`0.${fraction}`) * 1000);
  const offset = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return at - (zone[0] === "-" ? -1 : 1) * offset * 60_000;
}

function yearFirst(text: string): number {
  const match = YEAR_FIRST.exec(text);
  if (!match) return NaN;
  const year = match[1] ?? match[8], month = match[2] ?? match[9], day = match[3] ?? match[10];
  return moment(Number(year), Number(month), Number(day), match.slice(4));
}

function named(text: string): number {
  if (!/\d/.test(text)) return NaN;
  const byDay = DAY_NAMED.exec(text);
  if (byDay) {
    const month = MONTHS[byDay[2]!.toLowerCase()];
    return month ? moment(yearOf(byDay[3]!), month, Number(byDay[1]), byDay.slice(4)) : NaN;
  }
  const byMonth = MONTH_NAMED.exec(text);
  const month = byMonth && MONTHS[byMonth[1]!.toLowerCase()];
  return byMonth && month ? moment(Number(byMonth[3]), month, Number(byMonth[2]), byMonth.slice(4)) : NaN;
}

/** Two digits: as most programs do, from 1970 to 2069. */
function yearOf(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year >= 70 ? 1900 + year : 2000 + year;
}

function moment(year: number, month: number, day: number, time: readonly (string | undefined)[]): number {
  const [hour = "0", minute = "0", second = "0", half] = time;
  let hours = Number(hour);
  if (half) hours = hours % 12 + (/^p/i.test(half) ? 12 : 0);
  if (month < 1 || month > 12 || day < 1 || hours > 24 || Number(minute) > 59 || Number(second) > 60) return NaN;
  const start = Date.UTC(year, month - 1, day);
  if (new Date(start).getUTCDate() !== day) return NaN;
  return start + (hours * 3600 + Number(minute) * 60 + Number(second)) * 1000;
}

export const dayOf = (moment: number): number => Math.floor(moment / DAY_MS);
export const momentOfDay = (day: number): number => day * DAY_MS;
