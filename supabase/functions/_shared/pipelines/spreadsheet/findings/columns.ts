/** Findings about one column. */
import type { ColumnDescription, Finding, SheetDescription } from "../describe/schema.ts";
import { count, listed, percent, quoted, shown } from "./words.ts";

type Rule = (column: ColumnDescription, sheet: SheetDescription) => Omit<Finding, "sheet" | "columns"> | undefined;

export function columnFindings(sheet: SheetDescription, column: ColumnDescription): Finding[] {
  return RULES.flatMap((rule) => {
    const found = rule(column, sheet);
    return found ? [{ ...found, sheet: sheet.name, columns: [column.name] }] : [];
  });
}

const empty: Rule = (column, sheet) => {
  if (sheet.rows === 0 || column.type !== "empty") return undefined;
  return {
    id: "empty-column",
    severity: "notice",
    weight: 0.55,
    text: `${quoted(column.name)} is empty in every row.`,
    numbers: {},
    rows: [],
  };
};

const missing: Rule = (column, sheet) => {
  const share = column.missing / sheet.rows;
  if (column.type === "empty" || !(share > 0.05)) return undefined;
  const severe = share > 0.5;
  const words = column.missing_words > 0
    ? `, ${count(column.missing_words, "of them a word")} such as NA`.replace("of them a words", "of them words")
    : "";
  return {
    id: "missing",
    severity: severe ? "problem" : "notice",
    weight: 0.35 + 0.35 * share,
    text: `${quoted(column.name)} has no value in ${percent(share)} of the rows (${
      column.missing.toLocaleString("en")
    }${words}).`,
    numbers: { missing: column.missing, share, missing_words: column.missing_words },
    rows: [],
  };
};

const constant: Rule = (column, sheet) => {
  if (sheet.rows < 2 || column.type === "empty" || column.distinct !== 1) return undefined;
  const value = column.top_values[0]?.value ?? "";
  return {
    id: "constant",
    severity: "notice",
    weight: 0.6,
    text: `${quoted(column.name)} is ${quoted(value)} in every row${
      column.missing > column.missing_words ? " that has a value" : ""
    }: it tells nothing.`,
    numbers: { value },
    rows: [],
  };
};

const nearlyConstant: Rule = (column, sheet) => {
  const top = column.top_values[0];
  if (!top || column.distinct < 2 || sheet.rows < 50 || top.count / sheet.rows < 0.95) return undefined;
  const share = top.count / sheet.rows;
  return {
    id: "nearly-constant",
    severity: "notice",
    weight: 0.45,
    text: `${quoted(column.name)} is ${quoted(top.value)} in ${percent(share)} of the rows.`,
    numbers: { value: top.value, share },
    rows: [],
  };
};

const misfits: Rule = (column) => {
  if (column.misfits === 0) return undefined;
  const kind = {
    integer: "numbers",
    number: "numbers",
    boolean: "yes or no",
    date: "dates",
    datetime: "dates",
  }[column.type as string] ?? column.type;
  const examples = column.misfit_examples.slice(0, 3).map((each) => quoted(each.text));
  return {
    id: "misfits",
    severity: "problem",
    weight: 0.82,
    text: `${quoted(column.name)} holds ${kind}, but ${count(column.misfits, "cell")} ${
      column.misfits === 1 ? "does" : "do"
    } not fit: ${listed(examples)}.`,
    numbers: { misfits: column.misfits },
    rows: column.misfit_examples.map((each) => each.row),
  };
};

const outliers: Rule = (column, sheet) => {
  const { outliers } = column;
  if (!outliers || outliers.count === 0 || outliers.count > sheet.rows * 0.03) return undefined;
  const values = outliers.examples.slice(0, 3).map((each) => shown(each.value));
  return {
    id: "outliers",
    severity: "notice",
    weight: 0.78 - Math.min(0.2, outliers.count / sheet.rows * 5),
    text: `${quoted(column.name)} has ${count(outliers.count, "value")} far from the others: ${
      listed(values)
    }, where the middle half lies between ${shown(column.quantiles?.p25 ?? null)} and ${
      shown(column.quantiles?.p75 ?? null)
    }.`,
    numbers: { outliers: outliers.count, below: outliers.below ?? "", above: outliers.above ?? "" },
    rows: outliers.examples.map((each) => each.row),
  };
};

const skewed: Rule = (column) => {
  if (column.skew === null || Math.abs(column.skew) < 3 || column.outliers?.count) return undefined;
  return {
    id: "skewed",
    severity: "fact",
    weight: 0.2,
    text: `${quoted(column.name)} is skewed: half of its values lie ${column.skew > 0 ? "below" : "above"} ${
      shown(column.quantiles?.p50 ?? null)
    }, while the mean is ${shown(column.mean)}.`,
    numbers: { skew: column.skew },
    rows: [],
  };
};

const doubt: Rule = (column) => {
  if (!column.doubt) return undefined;
  const text = column.doubt === "decimal-mark"
    ? `${quoted(column.name)} can be read with a decimal ${
      column.decimal === "comma" ? "comma" : "point"
    } or with marks between thousands; it was read with a decimal ${column.decimal}. Choose the decimal mark in the options if that is wrong.`
    : column.doubt === "date-order"
    ? `${quoted(column.name)} has dates such as 3/4 that can be day and month or month and day; the ${
      column.dates?.order === "month-first" ? "month" : "day"
    } was taken first. Choose the order in the options if that is wrong.`
    : `${
      quoted(column.name)
    } mixes dates with the day first and dates with the month first: those that could be either cannot be told.`;
  return { id: column.doubt, severity: "problem", weight: 0.88, text, numbers: {}, rows: [] };
};

const personal: Rule = (column) => {
  if (!column.personal) return undefined;
  const { kind, share } = column.personal;
  const text = share > 0
    ? `${quoted(column.name)} looks like personal data: ${percent(share)} of its values have the form of ${
      /^[aeiou]/i.test(kind) ? "an" : "a"
    } ${kind}.`
    : `${quoted(column.name)} is called as personal data often is (${kind}).`;
  return { id: "personal-data", severity: "notice", weight: share > 0 ? 0.8 : 0.4, text, numbers: { share }, rows: [] };
};

const gaps: Rule = (column) => {
  const gap = column.dates?.gaps[0];
  if (!gap) return undefined;
  return {
    id: "date-gap",
    severity: "notice",
    weight: 0.5,
    text: `${quoted(column.name)} has a gap of ${
      count(gap.days, "day")
    }: nothing between ${gap.after} and ${gap.before}${
      column.dates!.gaps.length > 1 ? `, and ${count(column.dates!.gaps.length - 1, "other gap")}` : ""
    }.`,
    numbers: { days: gap.days, after: gap.after, before: gap.before },
    rows: [],
  };
};

const spelling: Rule = (column) => {
  if (column.type !== "text" || column.distinct > 500) return undefined;
  const forms = new Map<string, string[]>();
  for (const { value } of column.top_values) {
    const key = value.toLowerCase().replaceAll(/[\s._-]+/g, " ").trim();
    forms.set(key, [...forms.get(key) ?? [], value]);
  }
  const variants = [...forms.values()].find((values) => values.length > 1);
  if (!variants) return undefined;
  return {
    id: "spelling",
    severity: "notice",
    weight: 0.58,
    text: `${quoted(column.name)} writes the same thing in several ways: ${listed(variants.map(quoted))}.`,
    numbers: {},
    rows: [],
  };
};

const padded: Rule = (column, sheet) => {
  if (column.padded === 0 || column.padded > sheet.rows * 0.9) return undefined;
  return {
    id: "padded",
    severity: "fact",
    weight: 0.25,
    text: `${count(column.padded, "cell")} of ${quoted(column.name)} ${
      column.padded === 1 ? "has" : "have"
    } spaces around the text; the cleaned table has them removed.`,
    numbers: { padded: column.padded },
    rows: [],
  };
};

const nearKey: Rule = (column, sheet) => {
  const given = sheet.rows - column.missing;
  const repeated = given - column.distinct;
  if (column.unique || column.distinct_error > 0 || given < 50 || repeated <= 0 || repeated > given * 0.02) {
    return undefined;
  }
  if (column.type !== "code" && column.type !== "text" && column.type !== "integer") return undefined;
  if (!/\b(id|key|code|nr|no|number|nummer|uuid)\b|_id$|^id/i.test(column.name)) return undefined;
  return {
    id: "near-key",
    severity: "problem",
    weight: 0.74,
    text: `${quoted(column.name)} looks like it should identify each row, but ${count(repeated, "row")} repeat${
      repeated === 1 ? "s" : ""
    } a value.`,
    numbers: { repeated },
    rows: [],
  };
};

const RULES: readonly Rule[] = [
  empty,
  missing,
  constant,
  nearlyConstant,
  misfits,
  outliers,
  skewed,
  doubt,
  personal,
  gaps,
  spelling,
  padded,
  nearKey,
];
