/**
 * Which fields each built-in type has, in the form in which a caller would ask for them.
 *
 * @module
 */
import type { FieldSchema, Property } from "../schema.ts";
import type { BuiltInName } from "../classify/types.ts";

const text = (description?: string): Property => ({ type: "string", ...(description && { description }) });
const date: Property = { type: "string", format: "date" };
const amount = (description?: string): Property => ({ type: "number", ...(description && { description }) });
const schema = (properties: Record<string, Property>): FieldSchema => ({ type: "object", properties });
const CURRENCY = text("ISO 4217 code");

export const TYPE_FIELDS: Readonly<Record<BuiltInName, FieldSchema>> = {
  invoice: schema({
    seller: text("Name of who is paid"),
    buyer: text("Name of who pays"),
    invoice_number: text(),
    date,
    due_date: date,
    delivery_date: date,
    currency: CURRENCY,
    total: amount("With tax"),
    total_net: amount("Without tax"),
    total_tax: amount(),
    due_amount: amount("What is left to pay"),
    seller_vat: text("The seller's VAT number"),
    seller_tax_number: text(),
    iban: text(),
    bic: text(),
    customer_number: text(),
    order_number: text(),
  }),
  receipt: schema({
    merchant: text(),
    address: text("The merchant's"),
    date,
    time: text("HH:MM"),
    receipt_number: text(),
    total: amount("What was to be paid"),
    subtotal: amount(),
    tax: amount(),
    paid: amount("What was given"),
    change: amount(),
    currency: CURRENCY,
    payment_method: { type: "string", enum: ["cash", "card", "other"] },
  }),
  bank_statement: schema({
    bank: text(),
    account_holder: text(),
    account_number: text(),
    iban: text(),
    bic: text(),
    period_start: date,
    period_end: date,
    statement_date: date,
    statement_number: text(),
    opening_balance: amount(),
    closing_balance: amount(),
    total_in: amount(),
    total_out: amount(),
    currency: CURRENCY,
  }),
  letter: schema({
    sender: text(),
    recipient: text(),
    date,
    subject: text(),
    salutation: text(),
    reference: text(),
    reply_by: date,
  }),
  email: schema({ sender: text(), recipient: text(), subject: text(), date }),
  contract: schema({
    title: text(),
    party_1: text(),
    party_2: text(),
    party_3: text(),
    party_4: text(),
    effective_date: date,
    end_date: date,
    amount: amount("The main sum that is agreed upon"),
    governing_law: text(),
  }),
  resume: schema({
    name: text(),
    email: text(),
    phone: text(),
    website: text(),
    date_of_birth: date,
    experience: text(),
    education: text(),
    skills: text(),
    languages: text(),
  }),
  form: schema({
    title: text(),
    form_number: text(),
    year: { type: "integer" },
    date,
    name: text("As filled in, like those below"),
    first_name: text(),
    last_name: text(),
    date_of_birth: date,
    address: text(),
    city: text(),
    phone: text(),
    email: text(),
  }),
  scientific_paper: schema({ title: text(), date, doi: text() }),
  report: schema({ title: text(), date }),
  presentation: schema({ title: text(), date }),
  exam_or_worksheet: schema({ title: text(), date }),
};

/** What is read of a document that is none of the types. */
export const OTHER_FIELDS: FieldSchema = schema({ title: text(), date });
