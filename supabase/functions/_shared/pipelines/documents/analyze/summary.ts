/**
 * A document in a sentence or two: made of its fields where they tell it, else of its own most telling sentences.
 *
 * @module
 */
import type { Fields } from "./fields.ts";
import { flowOf } from "./flow.ts";
import type { Reading } from "./reading.ts";

const MOST_LENGTH = 400;
const SENTENCES = 2;
const LOOKED_AT = 60;

export function summaryOf(type: string, fields: Fields, reading: Reading): string | null {
  const told = sentence(type, fields);
  const summary = told ?? telling(reading) ?? fields.title?.text?.replaceAll("\n", " ") ?? null;
  return summary && summary.length > MOST_LENGTH ? `${summary.slice(0, MOST_LENGTH - 1).trimEnd()}…` : summary;
}

function sentence(type: string, fields: Fields): string | undefined {
  const value = (name: string) => fields[name]?.value ?? undefined;
  const part = (before: string, name: string) => value(name) === undefined ? "" : ` ${before} ${value(name)}`;
  const money = (name: string) =>
    value(name) === undefined ? "" : ` ${value("currency") ?? ""} ${Number(value(name)).toFixed(2)}`.replace("  ", " ");
  switch (type) {
    case "invoice":
      if (!value("total") && !value("invoice_number")) return undefined;
      return `Invoice${part("", "invoice_number").replace("  ", " ")}${part("from", "seller")}${part("to", "buyer")}${
        part("of", "date")
      }${value("total") === undefined ? "" : ` over${money("total")}`}${part("due on", "due_date")}.`;
    case "receipt":
      return value("total") === undefined
        ? undefined
        : `Receipt${part("from", "merchant")}${part("of", "date")} over${money("total")}.`;
    case "bank_statement":
      return `Statement${part("of", "bank")}${part("for", "account_holder")}${part("from", "period_start")}${
        part("to", "period_end")
      }${value("closing_balance") === undefined ? "" : `, closing balance${money("closing_balance")}`}.`;
    case "resume":
      return value("name") === undefined ? undefined : `Résumé of ${value("name")}.`;
    case "email":
      return value("subject") === undefined
        ? undefined
        : `E-mail${part("from", "sender")}${part("to", "recipient")}: ${value("subject")}`;
    default:
      return undefined;
  }
}

/** Sentences whose words are those of the whole text, in their order. */
function telling({ rows }: Reading): string | undefined {
  const sentences = flowOf(rows.slice(0, 400)).text.split(/(?<=[.!?])\s+(?=[\p{Lu}"“])/u).map((text) => text.trim())
    .filter((text) => text.length >= 40 && text.length <= 300 && /[.!?]$/.test(text) && wordsOf(text).length >= 7)
    .slice(0, LOOKED_AT);
  if (sentences.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const word of sentences.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const scored = sentences.map((text, i) => {
    const words = [...new Set(wordsOf(text))];
    const score = words.reduce((sum, word) => sum + Math.log1p(counts.get(word)! - 1), 0) / Math.sqrt(words.length + 4);
    return { text, i, score: score * (1 + 0.5 / (1 + i)) };
  });
  return scored.sort((a, b) => b.score - a.score).slice(0, SENTENCES).sort((a, b) => a.i - b.i).map(({ text }) => text)
    .join(" ");
}

/** Longer words carry the matter. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
