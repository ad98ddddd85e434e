/**
 * The lines of an invoice: what was sold, how much of it, for how much. They are told only where their amounts make the
 * invoice's sum, or pieces times price make most of the amounts.
 *
 * @module
 */
import type { Box } from "../../../../documents/pdf/geometry.ts";
import type { Row } from "../../text/rows.ts";
import { amountsIn } from "../amounts.ts";
import type { Candidate } from "../candidate.ts";
import { type Fields, wordsValue } from "../fields.ts";
import { label, labelsIn } from "../label.ts";
import type { Reading } from "../reading.ts";
import { fieldValue } from "../value.ts";

const HEADINGS = {
  description: label(
    1,
    "description|item|items|product|produkt|artikelbeschreibung|warenbezeichnung|service|article|artikel|artikelbezeichnung|bezeichnung|beschreibung|leistung|designation|libelle|descripcion|concepto|descrizione|omschrijving|text",
  ),
  quantity: label(1, "qty|quantity|units|hours|menge|anzahl|stuck|stunden|quantite|qte|cantidad|quantita|aantal"),
  price: label(
    1,
    "unit price|price|rate|unit cost|net price|nettopreis|einzelpreis|einzelpreis netto|e preis|einzel|preis|stuckpreis|preis/einheit|prix unitaire|prix|pu ht|p.u|precio|prezzo|prijs|ep",
  ),
  amount: label(
    1,
    "amount|line total|total|total price|net amount|gesamtpreis|gesamtbetrag|gesamtwert|gesamt|g preis|betrag|summe|netto|nettobetrag|positionswert|montant|montant ht|total ht|importe|importo|bedrag|totaal|gp",
  ),
  // What stands below them is none of the above.
  other: label(1, "vat|tax|mwst|ust|steuer|steuersatz|tva|iva|btw|rabatt|discount|remise|korting|pos|date|datum|%"),
} as const;

type Kind = keyof typeof HEADINGS;
type Columns = Partial<Record<Kind, Box>>;

interface Begun {
  readonly row: Row;
  /** First word of its description, and the one behind the last. */
  readonly words: readonly [number, number] | undefined;
  readonly quantity: Candidate | undefined;
  readonly price: Candidate | undefined;
  readonly amount: Candidate | undefined;
}

interface Line extends Begun {
  readonly amount: Candidate;
}

const MOST_LINES = 200;

export function readLines(reading: Reading, { total, total_net }: Fields): Fields {
  const lines = linesIn(reading.rows).slice(0, MOST_LINES);
  const sums = [total_net, total].flatMap((field) => typeof field?.value === "number" ? [field.value] : []);
  const sure = sureness(lines, sums);
  if (sure === 0) return {};
  const fields: Fields = {};
  lines.forEach(({ row, words, quantity, price, amount }, i) => {
    const name = (part: string) => `line_items.${i}.${part}`;
    if (words) fields[name("description")] = wordsValue(reading, row, words[0], words[1], sure);
    for (const [part, found] of Object.entries({ quantity, price, amount })) {
      if (found) fields[name(part)] = fieldValue(reading, found, sure);
    }
  });
  return fields;
}

function linesIn(rows: readonly Row[]): Line[] {
  const lines: Line[] = [];
  let columns: Columns | undefined, page = 0, begun: Begun | undefined;
  for (const row of rows) {
    const heading = headingIn(row);
    if (heading) {
      [columns, page, begun] = [heading, row.page, undefined];
      continue;
    }
    if (!columns || row.page !== page) continue;
    if (isSum(row)) {
      columns = undefined;
      continue;
    }
    const line = lineIn(row, columns);
    const { amount } = line;
    const isWhole = amount && (line.words || line.quantity);
    if (isWhole) lines.push({ ...line, amount });
    // The amount may stand half a line lower than the rest.
    else if (amount && begun && isBelow(row, begun.row)) lines.push({ ...begun, amount });
    begun = !amount && (line.quantity || line.price) ? line : undefined;
  }
  return lines;
}

const isBelow = (row: Row, above: Row): boolean => above.y0 - row.y1 < 0.8 * Math.max(row.size, above.size);

/**
 * The names of columns: one of amounts and one that says how many or for how much each; or both of these, where the name
 * of the amounts goes on in the next row.
 */
function headingIn(row: Row): Columns | undefined {
  if (amountsIn(row).some(({ kind }) => kind === "amount")) return undefined;
  const boxes = (kind: Kind) => labelsIn([row], [HEADINGS[kind]]).map(({ box }) => box).sort((a, b) => b.x1 - a.x1);
  const [amount] = boxes("amount");
  const before = (kind: Kind) => boxes(kind).find((box) => !amount || box.x1 <= amount.x0);
  const price = before("price"), quantity = before("quantity"), other = before("other");
  const isTable = amount ? price || quantity : price && quantity;
  const description = boxes("description").at(-1);
  return isTable && {
    ...(amount && { amount }),
    ...(price && { price }),
    ...(quantity && { quantity }),
    ...(description && { description }),
    ...(other && { other }),
  };
}

const SUM =
  /^(?:\d+ ?%? ?)?(?:sub ?-?total|total|summe|gesamt\w*|zwischensumme|netto\w*|brutto\w*|rechnungs\w*|endbetrag|zu zahlen|mwst|ust|umsatzsteuer|mehrwertsteuer|vat|tax|gst|tva|iva|btw|montant|importe|totaal|totale|zzgl|amount due|balance|ubertrag|carried)\b/;

const isSum = (row: Row): boolean =>
  amountsIn(row).length > 0 && row.cells.some((cell) => SUM.test(textFrom(row, cell.from)));

const textFrom = (row: Row, from: number): string => row.folded.slice(row.foldedStarts[from]);

function lineIn(row: Row, columns: Columns): Begun {
  const numbers = amountsIn(row);
  const of = (kind: Kind) => numbers.filter(({ box }) => nearest(box, columns) === kind);
  const [quantity] = of("quantity"), price = of("price").at(-1);
  const named = Math.max(...Object.values(columns).map(({ x1 }) => x1));
  const amounts = columns.amount
    ? of("amount")
    : numbers.filter(({ box, kind }) => kind === "amount" && box.x1 > named);
  // A round number is an amount where the rest of the line says so.
  const amount = amounts.findLast(({ kind }) => kind === "amount") ?? (quantity && price && amounts.at(-1));
  const found = [quantity, price, amount].filter((each) => each !== undefined);
  return { row, words: descriptionIn(row, columns, found), quantity, price, amount };
}

/** The column whose heading a number stands below: they share an edge, or the middle. */
function nearest(box: Box, columns: Columns): Kind | undefined {
  const distance = (column: Box) =>
    Math.min(
      Math.abs(box.x0 - column.x0),
      Math.abs(box.x1 - column.x1),
      Math.abs((box.x0 + box.x1 - column.x0 - column.x1) / 2),
    );
  const numeric = (["quantity", "price", "amount", "other"] as const).flatMap((kind) => {
    const column = columns[kind];
    return column ? [{ kind, distance: distance(column) }] : [];
  });
  return numeric.sort((a, b) => a.distance - b.distance)[0]?.kind;
}

const LETTERS = /\p{L}{2}/u;

/** The longest run of words that are no numbers of the line, and say something. */
function descriptionIn(
  row: Row,
  columns: Columns,
  numbers: readonly Candidate[],
): readonly [number, number] | undefined {
  const left = columns.description ? columns.description.x0 - 2 * row.size : -Infinity;
  const isFree = (index: number) =>
    row.words[index]!.x0 >= left && row.words[index]!.x1 <= (columns.amount?.x1 ?? Infinity) &&
    !numbers.some(({ from, to }) => index >= from && index < to);
  let best: readonly [number, number] | undefined, letters = 0;
  for (let from = 0; from < row.words.length; from++) {
    if (!isFree(from) || !LETTERS.test(row.words[from]!.text)) continue;
    let to = from + 1;
    // A cell is a run; what stands apart is another column's.
    const { to: end } = row.cells.find((cell) => from < cell.to)!;
    while (to < end && isFree(to)) to++;
    const count = row.words.slice(from, to).reduce((sum, { text }) => sum + text.length, 0);
    if (count > letters) [best, letters] = [[from, to], count];
    from = to;
  }
  return best;
}

const CENTS = 0.021;
/** How sure lines are that make the sum and whose own amounts are right, that do one of both, of most of the lines. */
const BOTH = 0.92, SUM_ONLY = 0.82, LINES_ONLY = 0.72, MOST = 0.7;

function sureness(lines: readonly Line[], sums: readonly number[]): number {
  if (lines.length === 0) return 0;
  const value = (candidate: Candidate | undefined) => Number(candidate?.value ?? NaN);
  const total = lines.reduce((sum, { amount }) => sum + value(amount), 0);
  const makesSum = sums.some((sum) => Math.abs(sum - total) < CENTS);
  const multiplied = lines.filter(({ quantity, price }) => quantity && price);
  const right = multiplied.filter(({ quantity, price, amount }) =>
    Math.abs(value(quantity) * value(price) - value(amount)) < CENTS
  );
  const areRight = right.length > 0 && right.length >= MOST * lines.length;
  return makesSum ? (areRight ? BOTH : SUM_ONLY) : areRight ? LINES_ONLY : 0;
}
