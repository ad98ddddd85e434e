/**
 * An invoice that is data only, as a reader would have it: its values have places in this text.
 *
 * @module
 */
import type { EInvoice } from "./einvoice.ts";

const ACRONYMS = /\b(?:iban|bic|vat)\b/g;

export function textOf({ fields, lines }: EInvoice): string {
  const named = Object.entries(fields).map(([name, value]) => `${labelOf(name)}: ${value}`);
  const table = lines.map(({ description = "", quantity = "", unit = "", price = "", amount = "" }) =>
    [description, quantity, unit, price, amount].map((cell) => String(cell).replaceAll(/\s+/g, " ")).join("\t")
  );
  return [
    "INVOICE",
    "",
    ...named.map((line) => line.replaceAll(/\s+/g, " ")),
    ...(table.length > 0 ? ["", "Description\tQuantity\tUnit\tPrice\tAmount", ...table] : []),
    "",
  ].join("\n");
}

function labelOf(name: string): string {
  const words = name.replaceAll("_", " ").replace(ACRONYMS, (word) => word.toUpperCase());
  return words[0]!.toUpperCase() + words.slice(1);
}
