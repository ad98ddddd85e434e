/**
 * Reads a document's fields without a language model.
 *
 * @module
 */
import { turnBox } from "../../../documents/pdf/turn.ts";
import type { FieldSchema } from "../schema.ts";
import type { Mentions } from "../result.ts";
import type { TextPage } from "../text/page.ts";
import { readBySchema } from "./by_schema.ts";
import type { Fields } from "./fields.ts";
import { mentionsIn } from "./mentions.ts";
import type { Reading } from "./reading.ts";
import { summaryOf } from "./summary.ts";
import { readBankStatement } from "./types/bank_statement.ts";
import { readContract } from "./types/contract.ts";
import { readInvoice } from "./types/invoice.ts";
import { readLetter } from "./types/letter.ts";
import { readForm, readMail, readOther, readPaper } from "./types/others.ts";
import { readReceipt } from "./types/receipt.ts";
import { readResume } from "./types/resume.ts";
import { corners } from "./value.ts";

export interface Analyzed {
  readonly language: string | null;
  readonly fields: Fields;
  readonly mentions: Mentions;
  readonly summary: string | null;
}

const READERS: Readonly<Record<string, (reading: Reading) => Fields>> = {
  invoice: readInvoice,
  receipt: readReceipt,
  bank_statement: readBankStatement,
  letter: readLetter,
  contract: readContract,
  resume: readResume,
  form: readForm,
  email: readMail,
  scientific_paper: readPaper,
};

/** @param type a built-in one; @param schema what the caller wants to know instead of what the type has */
export function analyze(reading: Reading, type: string, schema?: FieldSchema): Analyzed {
  const own = (READERS[type] ?? readOther)(reading);
  return {
    language: reading.language,
    fields: schema ? readBySchema(reading, schema, own) : own,
    mentions: mentionsIn(reading),
    summary: summaryOf(type, own, reading),
  };
}

/** The corners of a page's visible part in its own space. */
export const pageBox = (page: TextPage): [number, number, number, number] => corners(turnBox(page.view, -page.turns));
