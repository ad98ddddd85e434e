/**
 * Compares found form fields with known ones.
 *
 * @module
 */
type Rectangle = readonly [number, number, number, number];

export interface EvaluatedField {
  readonly page: number;
  readonly type: string;
  readonly rect: Rectangle;
  readonly name: string;
  readonly tooltip?: string;
  /** False when the page shows nothing of the field, so that nobody could find it. */
  readonly visible?: boolean;
}

/** Types that count as the same. */
export type Family = "text" | "choice" | "signature";

const FAMILIES: Record<string, Family> = {
  text: "text",
  choice: "text",
  checkbox: "choice",
  radio: "choice",
  signature: "signature",
};

export interface Judgement {
  readonly right: number;
  readonly gold: number;
  readonly found: number;
  /** Of the right ones that have a gold tooltip: how many share a word with it. */
  readonly named: number;
  readonly nameable: number;
}

const RIGHT = 0.5;
const NEAR = 0.25;

/** Gold and found fields of each family. */
export function familiesOf(
  gold: readonly EvaluatedField[],
  found: readonly EvaluatedField[],
): Map<Family, [EvaluatedField[], EvaluatedField[]]> {
  const of = (fields: readonly EvaluatedField[], family: Family) =>
    fields.filter((field) => FAMILIES[field.type] === family);
  const families: readonly Family[] = ["text", "choice", "signature"];
  return new Map(families.map((family) => [family, [of(gold, family), of(found, family)]]));
}

/** Finding a field that leaves no trace on the page is neither right nor wrong. */
export function judge(gold: readonly EvaluatedField[], found: readonly EvaluatedField[]): Judgement {
  const visible = gold.filter((field) => field.visible !== false);
  const pairs = match(visible, found, RIGHT);
  const matched = new Set(pairs.map(([, one]) => one));
  const excused = new Set(match(gold.filter((field) => field.visible === false), found, NEAR).map(([, one]) => one));
  const nameable = pairs.filter(([wanted]) => wordsOf(wanted.tooltip ?? "").size > 0);
  const named = nameable.filter(([wanted, one]) => {
    const words = wordsOf(`${one.name} ${one.tooltip ?? ""}`);
    return [...wordsOf(wanted.tooltip ?? "")].some((word) => words.has(word));
  });
  return {
    right: pairs.length,
    gold: visible.length,
    found: found.filter((one) => matched.has(one) || !excused.has(one)).length,
    named: named.length,
    nameable: nameable.length,
  };
}

/** One to one, by falling overlap. */
function match(
  gold: readonly EvaluatedField[],
  found: readonly EvaluatedField[],
  least: number,
): [EvaluatedField, EvaluatedField][] {
  const candidates = gold.flatMap((wanted) =>
    found.filter((one) => one.page === wanted.page)
      .map((one) => ({ wanted, one, overlap: overlapOf(wanted.rect, one.rect) }))
      .filter(({ overlap }) => overlap >= least)
  ).sort((a, b) => b.overlap - a.overlap);
  const taken = new Set<EvaluatedField>();
  return candidates.flatMap(({ wanted, one }): [EvaluatedField, EvaluatedField][] => {
    if (taken.has(wanted) || taken.has(one)) return [];
    taken.add(wanted).add(one);
    return [[wanted, one]];
  });
}

/** Intersection over union. */
function overlapOf(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]), height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = (r: Rectangle) => (r[2] - r[0]) * (r[3] - r[1]);
  return width * height / (area(a) + area(b) - width * height);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

export function sum(judgements: readonly Judgement[]): Judgement {
  const total = (key: keyof Judgement) => judgements.reduce((all, each) => all + each[key], 0);
  return {
    right: total("right"),
    gold: total("gold"),
    found: total("found"),
    named: total("named"),
    nameable: total("nameable"),
  };
}

/** `part` of `whole`, as printed. */
export function ratio(part: number, whole: number): string {
  return whole === 0 ? "    -" : (part / whole).toFixed(3);
}
