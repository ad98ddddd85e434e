/**
 * What stands in the cells of made-up tables.
 *
 * @module
 */
import type { Random } from "./random.ts";

export type Kind =
  | "label"
  | "name"
  | "phrase"
  | "sentence"
  | "integer"
  | "spaced"
  | "decimal"
  | "percent"
  | "signed"
  | "money"
  | "year"
  | "date"
  | "code"
  | "word"
  | "range";

/** What values of a column have in common. */
export interface Scale {
  readonly magnitude: number;
  readonly decimals: number;
  readonly comma: boolean;
}

export const isFigure = (kind: Kind): boolean =>
  ["integer", "spaced", "decimal", "percent", "signed", "money", "range"].includes(kind);

const LABELS = [
  "Wheat",
  "Barley",
  "Winter rape",
  "Grain maize",
  "Sugar beet",
  "Potatoes, early",
  "Field peas",
  "Dairy cows",
  "Pigs for fattening",
  "Laying hens",
  "Road freight",
  "Inland shipping",
  "Rail",
  "Air transport",
  "Pipelines",
  "Wholesale trade",
  "Retail trade",
  "Hotels and restaurants",
  "Construction of buildings",
  "Civil engineering",
  "Textiles",
  "Paper products",
  "Basic metals",
  "Machinery n.e.c.",
  "Motor vehicles",
  "Furniture",
  "Public administration",
  "Education",
  "Human health",
  "Sports clubs",
  "Households without children",
  "One-person households",
  "Couples with children",
  "Single parents",
  "Own-account workers",
  "Unpaid family workers",
  "Employees",
  "Pensioners",
  "Students",
  "Rents paid",
  "Interest received",
  "Depreciation",
  "Changes in inventories",
  "Net lending",
  "Total assets",
  "Share capital",
  "Reserves",
  "Trade payables",
  "Deferred tax",
  "Provisions",
  "Cash and cash equivalents",
  "Sulphur dioxide",
  "Nitrogen oxides",
  "Ammonia",
  "Particulate matter",
  "Methane",
] as const;
const PLACES = [
  "Aldermoor",
  "Brackwell",
  "Castelnova",
  "Drumlin",
  "Eastermar",
  "Fjordby",
  "Grünau",
  "Hallstede",
  "Iverly",
  "Jessen",
  "Kolmar",
  "Lindholm",
  "Montclair",
  "Nordhavn",
  "Östersund",
  "Port Ellis",
  "Quarn",
  "Rivière-Haute",
  "São Bento",
  "Tarnow",
  "Ullapool",
  "Vale Verde",
  "Westerlo",
  "Xanten",
  "Yarrow",
  "Zell am Moor",
  "New Harbour",
  "Upper Tessin",
  "Lower Wye",
  "Isle of Marn",
] as const;
const FIRST = [
  "Anna",
  "Bilal",
  "Chiara",
  "David",
  "Eszter",
  "Farid",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Katya",
  "Liam",
  "Mei",
  "Noor",
];
const LAST = [
  "Abel",
  "Brandt",
  "Costa",
  "Duval",
  "Eriksen",
  "Fischer",
  "Gomes",
  "Horváth",
  "Ivanov",
  "Jansen",
  "Keller",
  "Lopez",
  "Moreau",
];
const WORDS = [
  "pending",
  "approved",
  "rejected",
  "open",
  "closed",
  "partly",
  "full",
  "none",
  "yes",
  "no",
  "high",
  "medium",
  "low",
  "quarterly",
  "monthly",
  "annual",
  "optional",
  "mandatory",
  "draft",
  "final",
  "north",
  "south",
  "urban",
  "rural",
  "mixed",
  "public",
  "private",
] as const;
const SENTENCE =
  ("the committee shall review all measures after each reporting period and may ask for further evidence when figures differ from " +
    "those given by other bodies; members who cannot attend send their remarks in writing before work begins so that open points are " +
    "settled in time while the secretariat keeps minutes of every meeting and makes them known to all parties concerned without delay")
    .split(" ");

export function scaleFor(kind: Kind, random: Random): Scale {
  const magnitude = kind === "percent"
    ? 1
    : kind === "decimal" || kind === "signed"
    ? random.int(0, 2)
    : random.int(1, 5);
  return { magnitude, decimals: random.int(1, 2), comma: random.chance(0.2) };
}

export function value(kind: Kind, scale: Scale, random: Random): string {
  const size = Math.max(0, scale.magnitude + random.int(-1, 1));
  const number = (size + random.next()) * 10 ** size;
  switch (kind) {
    case "integer":
      return grouped(Math.round(number * 3), scale.comma ? "." : ",");
    case "spaced":
      return grouped(Math.round(number * 30), " ");
    case "decimal":
      return decimals(number, scale);
    case "percent":
      return `${decimals(random.between(0, 100), scale)}%`;
    case "signed":
      return (random.chance(0.4) ? random.pick(["-", "\u2013"]) : random.pick(["", "+"])) + decimals(number, scale);
    case "money":
      return random.chance(0.2) ? `(${grouped(Math.round(number), ",")})` : grouped(Math.round(number), ",");
    case "range":
      return `${random.int(1, 40)}\u2013${random.int(41, 99)}`;
    case "year":
      return String(random.int(1988, 2031));
    case "date":
      return `${two(random.int(1, 28))}/${two(random.int(1, 12))}/${random.int(2018, 2031)}`;
    case "code":
      return `${random.pick(["AB", "KX", "P", "TR", "Z"])}-${random.int(100, 9999)}`;
    case "name":
      return `${random.pick(FIRST)} ${random.pick(LAST)}`;
    case "word":
      return random.pick(WORDS);
    case "phrase":
      return sentence(random, random.int(2, 5)).replace(/\.$/, "");
    case "sentence":
      return sentence(random, random.int(6, 16));
    case "label":
      return random.pick(LABELS);
  }
}

/** Words that make a line, not sense. */
export function sentence(random: Random, words: number): string {
  const start = random.int(0, SENTENCE.length - 1);
  const text = Array.from({ length: words }, (_, i) => SENTENCE[(start + i) % SENTENCE.length]).join(" ");
  return `${text[0]!.toUpperCase()}${text.slice(1).replace(/;$/, "")}.`;
}

/** Different labels for a table's rows. */
export function rowLabels(random: Random, count: number): string[] {
  const list = random.pick([LABELS, PLACES]);
  const labels: string[] = random.some<string>(list, count);
  while (labels.length < count) labels.push(`${random.pick(list)} ${labels.length}`);
  return labels;
}

export function headingFor(kind: Kind, random: Random): string {
  if (kind === "year") return random.pick(["Year", "Founded", "Built"]);
  if (kind === "date") return random.pick(["Date", "Due", "Received on"]);
  if (kind === "code") return random.pick(["Code", "Ref.", "No."]);
  if (kind === "name") return random.pick(["Person in charge", "Contact", "Author"]);
  if (kind === "word") return random.pick(["Status", "Class", "Type of area"]);
  if (kind === "phrase" || kind === "sentence") {
    return random.pick(["Remarks", "Measure", "Description", "Legal basis"]);
  }
  if (kind === "label") return random.pick(["Item", "Branch", "Region", "Type of household", "Commodity", ""]);
  if (kind === "percent") return random.pick(["Share", "Change on year", "Share of total", "%"]);
  return random.pick([
    "Total",
    "Number",
    "Average",
    "Area (ha)",
    "Output",
    "Number of holdings",
    "Value added at factor cost",
    "per head",
    "Index",
    "Standard error",
    "2028",
    "2029",
    "2030",
    "Q1",
    "Q2",
    "Men",
    "Women",
    "Imports",
    "Exports",
    "1 000 t",
    "EUR million",
  ]);
}

function grouped(number: number, separator: string): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, separator);
}

function decimals(number: number, { decimals, comma }: Scale): string {
  const text = number.toFixed(decimals);
  return comma ? text.replace(".", ",") : text;
}

const two = (number: number): string => String(number).padStart(2, "0");
