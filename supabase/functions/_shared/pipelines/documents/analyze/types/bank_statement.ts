/**
 * Reads a bank statement: whose account it is, for which time, and what was on it before and after.
 *
 * @module
 */
import { findFields } from "../analyze_fields.ts";
import { lineOf } from "../blocks.ts";
import { field, type FieldSpec } from "../field.ts";
import { currencyField, type Fields, lineValue, partyValue, wordsValue } from "../fields.ts";
import { label } from "../label.ts";
import { mayBeName } from "../names.ts";
import { labelled } from "../parties.ts";
import type { Reading } from "../reading.ts";

const FIELDS: readonly FieldSpec[] = [
  field("account_number", "identifier", {
    1: "account number|account no|account|a/c no|kontonummer|konto nr|konto|numero de compte|compte|compte n°|numero de cuenta|cuenta|numero conto|conto|rekeningnummer|rekening",
  }),
  field("iban", "iban", { 1: "iban" }, { prior: () => 0.8 }),
  field("bic", "bic", { 1: "bic|swift" }, { prior: () => 0.6 }),
  field("opening_balance", "amount", {
    1: "opening balance|beginning balance|balance brought forward|brought forward|previous balance|starting balance|balance at start|alter kontostand|alter saldo|anfangssaldo|kontostand am|ancien solde|solde precedent|solde initial|solde anterieur|saldo anterior|saldo inicial|saldo iniziale|saldo precedente|beginsaldo|vorig saldo",
  }, { prior: (value) => value.kind === "amount" ? 0.3 : 0 }),
  field("closing_balance", "amount", {
    1: "closing balance|ending balance|balance carried forward|carried forward|new balance|balance at end|current balance|final balance|neuer kontostand|neuer saldo|endsaldo|nouveau solde|solde final|solde actuel|saldo final|saldo actual|saldo finale|nuovo saldo|eindsaldo|nieuw saldo",
  }, { prior: (value) => value.kind === "amount" ? 0.3 : 0 }),
  field("total_in", "amount", {
    1: "total deposits|total credits|deposits and credits|money in|paid in|total paid in|total money in|summe haben|gutschriften|total credit",
  }),
  field("total_out", "amount", {
    1: "total withdrawals|total debits|withdrawals and debits|money out|paid out|total paid out|total money out|summe soll|lastschriften|total debit",
  }),
  field("statement_date", "date", {
    1: "statement date|date of statement|auszugsdatum|date du releve|fecha del extracto",
  }),
  field("statement_number", "identifier", {
    1: "statement number|statement no|auszug|auszug nr|kontoauszug nr|releve n°|extracto n",
  }),
];

const PERIOD = label(
  1,
  "statement period|period|for the period|from|statement from|zeitraum|vom|periode|du|periodo|del|transactions from|account activity",
);

export function readBankStatement(reading: Reading): Fields {
  return {
    ...bankOf(reading),
    ...holderOf(reading),
    ...periodOf(reading),
    ...findFields(reading, FIELDS),
    ...currencyField(reading),
  };
}

function bankOf(reading: Reading): Fields {
  const lines = reading.rows.slice(0, 12).flatMap((row) => row.cells.map((cell) => lineOf(row, cell)));
  const bank = lines.find(({ folded }) =>
    /\b(?:bank\w*|\w*bank|sparkasse|volksbank|raiffeisen\w*|credit union|banque|banco|banca|caisse|building society)\b/
      .test(folded) && mayBeName(folded) && !/statement|auszug/.test(folded)
  );
  return bank ? { bank: lineValue(reading, bank, 0.75) } : {};
}

const HOLDER = [
  label(
    1,
    "account holder|account name|name of account|customer|kontoinhaber|titulaire|titular|intestatario|rekeninghouder|prepared for",
  ),
];
const NO_HOLDER = /statement|account|balance|period|page|bank|transactions|number|opening|closing|date|branch/;

function holderOf(reading: Reading): Fields {
  const named = labelled(reading, HOLDER, 0.9).sort((a, b) => b.score - a.score)[0];
  if (named) return { account_holder: partyValue(reading, named) };
  const line = reading.rows.slice(0, 14).flatMap((row) => row.cells.map((cell) => lineOf(row, cell)))
    .find(({ folded, from, to }) =>
      mayBeName(folded) && !NO_HOLDER.test(folded) && !/\d/.test(folded) && to - from >= 2 && to - from <= 5
    );
  return line ? { account_holder: lineValue(reading, line, 0.55) } : {};
}

/** Two dates in a row, the first ones where a period is named. */
function periodOf(reading: Reading): Fields {
  for (const row of reading.rows.slice(0, 40)) {
    const dates = reading.candidates.filter((each) => each.row === row && each.kind === "date").sort((a, b) =>
      a.from - b.from
    );
    const [start, end] = dates;
    if (!start || !end || String(start.value) >= String(end.value)) continue;
    const named = row.folded.match(PERIOD.pattern) !== null || /\b(?:to|through|bis|au|al|until)\b|-/.test(row.folded);
    return {
      period_start: wordsValue(reading, row, start.from, start.to, named ? 0.9 : 0.6, start.value),
      period_end: wordsValue(reading, row, end.from, end.to, named ? 0.9 : 0.6, end.value),
    };
  }
  return {};
}
