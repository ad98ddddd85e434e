/**
 * Texts that are values rather than words.
 *
 * @module
 */
/** Mostly digits, or a sign that stands for a missing number. */
export function isNumeric(text: string): boolean {
  // Q2, H1: a name with a number.
  if (/^\p{L}\d$/u.test(text)) return false;
  const digits = text.match(/\d/g)?.length ?? 0;
  return digits > 0
    ? digits * 2 >= text.replace(/[\s.,%$€£()+\-\u2212\u2013*]/g, "").length
    : /^[-\u2013\u2014.*xX:…]+$|^n\.?\/?a\.?$/i.test(text);
}

/** 1990, 2004-05: numbers that are as often a heading as a value. */
export const isYear = (text: string): boolean => /^\(?(19|20)\d\d([-/\u2013]\d{2,4})?\)?[a-z*]?$/.test(text);
