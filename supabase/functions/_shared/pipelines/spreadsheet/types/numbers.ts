/**
 * Numbers as people write them: marks between thousands, decimal comma or point, percent, currency, brackets for negative.
 *
 * @module
 */
/** Which mark parts the whole from the decimals. */
export type Convention = "point" | "comma";

/**
 * What a text is as a number. `either` is one that both conventions can read, differently: "1,234" and "1.234".
 */
export type NumberShape = "integer" | "code" | "point" | "comma" | "either-comma" | "either-point" | "none";

const CURRENCY =
  /^(?:[$€£¥₹₽₩₺]|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|kr|Fr\.?|R\$|zł|Kč|US\$)(?=[\s\d.,+-]))\s*|\s*(?:[$€£¥₹₽₩₺]|USD|EUR|GBP|CHF|JPY|CAD|AUD|kr\.?|Fr\.|zł|Kč)$/i;
const GROUPED_BY_SPACE = /^\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?=$|[.,])/;
const DRESSED = /[^\d.,eE+-]/;

export interface Undressed {
  /** Digits, points and commas, perhaps a sign and an exponent. */
  readonly core: string;
  readonly isPercent: boolean;
  readonly hasCurrency: boolean;
}

/** Takes off currency, percent sign, brackets and spaces between thousands. */
export function undress(text: string): Undressed {
  if (!DRESSED.test(text)) return { core: text, isPercent: false, hasCurrency: false };
  let core = text.replace(/\u2212/g, "-");
  let negative = false;
  if (core.startsWith("(") && core.endsWith(")")) {
    negative = true;
    core = core.slice(1, -1).trim();
  }
  const isPercent = core.endsWith("%");
  if (isPercent) core = core.slice(0, -1).trim();
  const sign = /^[+-]\s*/.exec(core)?.[0] ?? "";
  let bare = core.slice(sign.length);
  const without = bare.replace(CURRENCY, "");
  const hasCurrency = without !== bare;
  bare = without.trim();
  if (GROUPED_BY_SPACE.test(bare)) bare = bare.replace(/[ \u00a0\u202f'’]/g, "");
  const minus = negative !== sign.startsWith("-") ? "-" : "";
  return { core: /^[+-]/.test(bare) && minus === "" ? bare : minus + bare, isPercent, hasCurrency };
}

const POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const POINT_GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const COMMA = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d{1,3})?$/;
const COMMA_GROUPED = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;

/** @param core as {@link undress} gives it */
export function shapeOf(core: string): NumberShape {
  const sign = core.charCodeAt(0) === 45 || core.charCodeAt(0) === 43 ? 1 : 0;
  let digits = sign;
  while (digits < core.length && isDigit(core.charCodeAt(digits))) digits++;
  if (digits === core.length) {
    if (digits === sign) return "none";
    if (core.charCodeAt(sign) === 48 && digits - sign > 1) return "code";
    // Longer ones are no amounts and cannot be kept exactly: card and account numbers.
    return digits - sign > 15 ? "code" : "integer";
  }
  if (core.includes(",")) {
    if (POINT_GROUPED.test(core)) {
      return core.includes(".") || core.indexOf(",") !== core.lastIndexOf(",")
        ? "point"
        : /^[+-]?0/.test(core)
        ? "comma"
        : "either-comma";
    }
    return COMMA.test(core) || COMMA_GROUPED.test(core) ? "comma" : "none";
  }
  if (POINT.test(core)) return /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(core) ? "either-point" : "point";
  return COMMA_GROUPED.test(core) ? "comma" : "none";
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** @returns NaN for what is no number under the convention */
export function numberOf(text: string, convention: Convention): number {
  const { core, isPercent } = undress(text);
  let plain = core;
  if (convention === "point") {
    if (core.includes(",")) {
      if (!POINT_GROUPED.test(core)) return NaN;
      plain = core.replaceAll(",", "");
    } else if (!POINT.test(core)) return NaN;
  } else if (core.includes(",") || core.includes(".")) {
    if (COMMA_GROUPED.test(core)) plain = core.replaceAll(".", "").replace(",", ".");
    else if (COMMA.test(core)) plain = core.replace(",", ".");
    else return NaN;
  } else if (!POINT.test(core)) return NaN;
  const value = Number(plain);
  return Number.isFinite(value) ? (isPercent ? value / 100 : value) : NaN;
}
