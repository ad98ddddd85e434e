/**
 * Which number formats show dates: their numbers and codes are the same in all of Excel's formats.
 *
 * @module
 */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** @param code the format's own; built-in formats have none */
export function isDateFormat(id: number, code: string | undefined): boolean {
  return code === undefined ? DATE_FORMATS.has(id) : showsDate(code);
}

/** A format of days, months, years, hours: not in quotes, brackets (colours, conditions) or escaped. */
function showsDate(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").split(";")[0]!;
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) && !/[0#]\.?[0#]*E/i.test(bare);
}
