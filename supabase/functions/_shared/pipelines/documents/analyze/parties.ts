/**
 * Who a document is from and whom it is for: by labels, by the sender's line of a letter in a window envelope, by the
 * block of an address, by legal forms.
 *
 * @module
 */
import type { Row } from "../text/rows.ts";
import { type BlockLine, lineOf, linesAbove, linesBelow } from "./blocks.ts";
import { type FoundLabel, type Label, label, labelsIn } from "./label.ts";
import { hasLegalForm, isCity, isStreet, mayBeName } from "./names.ts";
import type { Reading } from "./reading.ts";

export interface Party {
  readonly line: BlockLine;
  readonly text: string;
  readonly score: number;
}

const SELLER: readonly Label[] = [
  label(
    1,
    "seller|sold by|vendor|supplier|service provider|invoice from|bill from|issued by|payee|verkaufer|lieferant|rechnungssteller|rechnungsersteller|rechnungsaussteller|leistungserbringer|absender|vendeur|fournisseur|emetteur|prestataire|vendedor|proveedor|emisor|fornitore|cedente|verkoper|leverancier|sprzedawca|from",
  ),
];
const BUYER: readonly Label[] = [
  label(
    1,
    "bill to|billed to|bill to address|billing address|sold to|invoice to|invoiced to|buyer|purchaser|bill to party|kaufer/leistungsempfanger|kaufer|rechnungsempfanger|leistungsempfanger|rechnungsadresse|rechnungsanschrift|rechnung an|auftraggeber|acheteur|facture a|adresse de facturation|nom de l'abonne|destinataire|comprador|facturar a|cessionario|destinatario|factuuradres|koper|nabywca",
  ),
  label(0.7, "client|customer|customer name|kunde|klant|cliente|^to|^an|ship to|recipient|empfanger"),
];

export function seller(reading: Reading, buyer: Party | undefined): Party | undefined {
  const found = [
    ...labelled(reading, SELLER, 1),
    ...senderLines(reading),
    ...companies(reading),
    ...labelled(reading, PAYEE, 0.5),
    ...letterhead(reading),
  ];
  const taken = buyer?.text.toLowerCase();
  const party = best(found.filter(({ text }) => text.toLowerCase() !== taken));
  return party && whole(reading, party);
}

const PAYEE: readonly Label[] = [
  label(1, "kontoinhaber|account holder|kontoname|account name|titulaire du compte|beneficiary|zahlungsempfanger"),
];

/** A name of two lines, of which the second has the legal form. */
function whole({ rows }: Reading, party: Party): Party {
  const { line } = party;
  const besides = (index: number) => {
    const row = rows[index];
    const isNear = row?.page === line.row.page && Math.max(line.y0 - row.y1, row.y0 - line.y1) < 0.8 * row.size;
    const cell = isNear ? row.cells.find((each) => Math.abs(each.x0 - line.x0) < 2) : undefined;
    const found = cell && lineOf(row!, cell);
    return found && mayBeName(found.folded) && !/\d/.test(found.text) ? found : undefined;
  };
  if (hasLegalForm(line.folded)) {
    const first = besides(line.row.index - 1);
    // The first line of the block, with a name of its own.
    const isFirst = first && !besides(first.row.index - 1) && first.to - first.from > 1 && !hasLegalForm(first.folded);
    return isFirst && line.to - line.from > 1 ? { ...party, text: `${tidy(first.text)} ${party.text}` } : party;
  }
  const second = besides(line.row.index + 1);
  return second && hasLegalForm(second.folded) ? { ...party, text: `${party.text} ${tidy(second.text)}` } : party;
}

export function buyer(reading: Reading): Party | undefined {
  return best([...labelled(reading, BUYER, 1), ...addressees(reading)]);
}

const best = (parties: readonly Party[]): Party | undefined => [...parties].sort((a, b) => b.score - a.score)[0];

/** What a label names: behind it, or below it. */
export function labelled(reading: Reading, labels: readonly Label[], weight: number): Party[] {
  return labelsIn(reading.rows, labels).filter(({ leads }) => leads).flatMap((found) => {
    const behind = nameBehind(found);
    if (behind) return [{ ...behind, score: weight * found.weight * (hasLegalForm(behind.line.folded) ? 1 : 0.8) }];
    // More words behind the label: a sentence.
    const cell = found.row.cells.find((each) => found.from < each.to)!;
    if (cell.to - found.to > 2) return [];
    const lines = linesBelow(reading.rows, { ...found.box, x0: cell.x0, x1: cell.x1, row: found.row }, 6, 3.5);
    const named = lines.flatMap((line) => namedBeside(line))[0];
    const line = named ?? lines.map(withoutTitle).find((each) => mayBeName(each.folded));
    return line
      ? [{ line, text: line.text, score: weight * found.weight * (hasLegalForm(line.folded) || named ? 0.95 : 0.85) }]
      : [];
  });
}

function nameBehind(found: FoundLabel): Pick<Party, "line" | "text"> | undefined {
  const cell = found.row.cells.find((each) => found.from < each.to)!;
  const words = found.row.words.slice(found.to, cell.to);
  const colon = /:$/.test(found.row.words[found.to - 1]!.text) || words[0]?.text === ":";
  const start = words[0]?.text === ":" ? found.to + 1 : found.to;
  if (start < cell.to && colon) {
    const line = part(lineOf(found.row, cell), start, cell.to);
    return mayBeName(line.folded) ? { line, text: tidy(line.text) } : undefined;
  }
  return undefined;
}

/** `Name: MUSTER GMBH` below the heading of a party. */
function namedBeside(line: BlockLine): BlockLine[] {
  if (
    !/^(?:name|firma|company|nom|naam|nombre|unternehmen|kontoname) ?:?$|^(?:name|firma|company|nom|naam|nombre) ?: /
      .test(line.folded)
  ) return [];
  const { row } = line;
  const next = row.cells.find((cell) => cell.from >= line.to);
  if (next) return [lineOf(row, next)];
  const start = row.words.findIndex((word, i) => i >= line.from && /:$/.test(word.text)) + 1;
  return start > 0 && start < line.to ? [part(line, start, line.to)] : [];
}

function part(line: BlockLine, from: number, to: number): BlockLine {
  const { row } = line;
  return lineOf(row, { from, to, x0: row.words[from]!.x0, x1: row.words[to - 1]!.x1, y0: line.y0, y1: line.y1 });
}

const TITLE =
  /^(?:attn:?|attention:?|herrn?|frau|mr\.?|mrs\.?|ms\.?|dr\.?|firma|company:?|to:|an:|name:?|t\.a\.v\.?|z\.hd\.?|m\.|mme|mlle)$/i;

/** `Herr Max Muster` is called Max Muster. */
export function withoutTitle(line: BlockLine): BlockLine {
  let from = line.from;
  while (from < line.to - 1 && TITLE.test(line.row.words[from]!.text)) from++;
  return from === line.from ? line : part(line, from, line.to);
}

/** `Muster GmbH · Musterstr. 1 · 12345 Musterstadt`: the small line above the addressee in a window envelope. */
function senderLines(reading: Reading): Party[] {
  return topRows(reading).flatMap((row) => linesIn(row)).flatMap((line) => {
    const found = senderName(line);
    return found ? [{ line: found, text: tidy(found.text), score: 0.9 }] : [];
  });
}

/** The cells of a row, and the row as a whole: wide gaps may part a sender's line. */
function linesIn(row: Row): BlockLine[] {
  const cells = row.cells.map((cell) => lineOf(row, cell));
  return row.cells.length > 1 ? [...cells, lineOf(row, { ...row, from: 0, to: row.words.length })] : cells;
}

const SEPARATOR = /^[|•·●∙▪*,;–—-]+$|[,;]$/;

function senderName(line: BlockLine): BlockLine | undefined {
  if (!isCity(line.folded) || line.to - line.from < 5) return undefined;
  const { words } = line.row;
  const end = words.findIndex((word, i) => i > line.from && i < line.to && SEPARATOR.test(word.text));
  if (end < 0) return undefined;
  const separators = words.slice(line.from, line.to).filter((word) => SEPARATOR.test(word.text)).length;
  const isMarked = /[|•·●∙▪]/.test(line.text);
  if (!isMarked && (separators < 2 || !isStreet(line.folded))) return undefined;
  const last = /[,;]$/.test(words[end]!.text) && words[end]!.text.length > 1 ? end + 1 : end;
  const name = part(line, line.from, last);
  return mayBeName(name.folded.replace(/[,;]$/, "")) ? name : undefined;
}

/** The block of an address in the upper half of the first page. */
function addressees(reading: Reading): Party[] {
  const found: Party[] = [];
  for (const row of topRows(reading)) {
    const sender = linesIn(row).find((line) => senderName(line));
    const below = sender && belowSender(reading, sender);
    if (below) found.push({ line: below, text: below.text, score: 0.85 });
    for (const cell of row.cells) {
      const line = lineOf(row, cell);
      if (!isCity(line.folded) || line.to - line.from > 7) continue;
      const above = linesAbove(reading.rows, line, 6).filter((each) => !senderName(each));
      const street = above.findIndex((each) => isStreet(each.folded) || /\d/.test(each.folded));
      if (street < 0 || street > 2) continue;
      const names = above.slice(street + 1).map(withoutTitle).filter((each) => mayBeName(each.folded));
      const name = names.at(-1);
      if (name) {
        found.push({
          line: name,
          text: name.text,
          score: 0.55 - (cell.x0 > reading.pages[0]!.view.x1 * 0.5 ? 0.15 : 0),
        });
      }
    }
  }
  return found;
}

/** The first name below the sender's line, which may be indented otherwise. */
function belowSender({ rows }: Reading, sender: BlockLine): BlockLine | undefined {
  for (const row of rows.slice(sender.row.index + 1, sender.row.index + 5)) {
    if (row.page !== sender.row.page || sender.y0 - row.y1 > 60) return undefined;
    const cell = row.cells.find((each) => each.x0 > sender.x0 - 50 && each.x0 < sender.x0 + 50);
    const line = cell && withoutTitle(lineOf(row, cell));
    if (line && mayBeName(line.folded)) return line;
  }
  return undefined;
}

/** Names with a legal form: near the top, in the foot, or beside the numbers that a seller must tell. */
function companies(reading: Reading): Party[] {
  const counts = new Map<string, number>();
  const lines = reading.rows.flatMap((row) => row.cells.map((cell) => lineOf(row, cell)))
    .map(beforeCapital)
    .filter((line) =>
      line.to - line.from <= 7 && hasLegalForm(line.folded) && mayBeName(line.folded) && !BANK.test(line.folded)
    );
  for (const { folded } of lines) counts.set(folded, (counts.get(folded) ?? 0) + 1);
  const pages = new Map(reading.pages.map((page) => [page.number, page.view] as const));
  return lines.map((line) => {
    const view = pages.get(line.row.page)!;
    const height = (line.y0 - view.y0) / Math.max(1, view.y1 - view.y0);
    const edge = height < 0.15 ? 0.15 : height > 0.85 ? 0.12 : 0;
    const score = 0.35 + edge + 0.05 * Math.min(3, counts.get(line.folded)!) + (line.row.page === 1 ? 0.05 : 0);
    return { line, text: tidy(line.text), score };
  });
}

/** Stands in the foot of a page for its account, not for itself. */
const BANK = /\b(?:\w*bank|sparkasse|banque|banco|banca|caisse)\b/;

/** `Muster SAS au capital de …` */
function beforeCapital(line: BlockLine): BlockLine {
  const { words } = line.row;
  const end = words.findIndex((word, i) =>
    i > line.from && i < line.to && word.text === "au" && words[i + 1]?.text === "capital"
  );
  return end > line.from ? part(line, line.from, end) : line;
}

/** The largest name at the top of the first page. */
function letterhead(reading: Reading): Party[] {
  const rows = topRows(reading).slice(0, 6);
  const size = Math.max(0, ...rows.map((row) => row.size));
  return rows.filter((row) => row.size >= 0.95 * size).flatMap((row) => row.cells.map((cell) => lineOf(row, cell)))
    .filter((line) => mayBeName(line.folded) && line.to - line.from <= 6)
    .slice(0, 1).map((line) => ({ line, text: tidy(line.text), score: 0.3 }));
}

function topRows({ rows, pages }: Reading): readonly Row[] {
  const first = pages[0];
  if (!first) return [];
  const limit = first.view.y1 - Math.min(0.5 * (first.view.y1 - first.view.y0), 500);
  return rows.filter((row) => row.page === first.number && row.y0 > limit);
}

const tidy = (text: string): string => text.replace(/[\s,;:|]+$/, "").replace(/^[\s,;:|]+/, "");
