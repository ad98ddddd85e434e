/**
 * The types that are told apart unless the user names others.
 *
 * @module
 */
export interface BuiltInType {
  readonly description: string;
  /** Other names under which a user may ask for it. */
  readonly aliases: readonly string[];
}

/** What a document is when it is none of the types. */
export const OTHER = "other";

export const BUILT_IN = {
  invoice: {
    description: "A bill for goods or services: number, date, seller, buyer, amounts, taxes; also a credit note.",
    aliases: ["bill", "rechnung", "facture", "factura", "fattura", "factuur", "credit note", "gutschrift"],
  },
  receipt: {
    description: "Proof of a purchase that has been paid, as a till or a card terminal prints it.",
    aliases: ["till receipt", "sales slip", "quittung", "kassenbon", "recu", "ticket"],
  },
  bank_statement: {
    description: "What a bank says about an account: period, balances and transactions.",
    aliases: ["account statement", "kontoauszug", "releve de compte", "statement of account"],
  },
  letter: {
    description: "Correspondence from somebody to somebody: address, date, salutation, text, greeting.",
    aliases: ["correspondence", "brief", "lettre", "carta", "cover letter"],
  },
  email: {
    description: "An electronic mail with sender, recipient and subject.",
    aliases: ["mail", "e-mail", "message"],
  },
  contract: {
    description: "An agreement between parties: what they promise, definitions, terms, signatures.",
    aliases: ["agreement", "vertrag", "contrat", "contrato", "lease", "nda", "deed"],
  },
  resume: {
    description: "What a person has learnt and done, for those who may employ them: a curriculum vitae.",
    aliases: ["cv", "curriculum vitae", "lebenslauf", "curriculum"],
  },
  form: {
    description: "A sheet with places to fill in: labels, lines, boxes and instructions.",
    aliases: ["application form", "questionnaire", "formular", "formulaire", "formulario", "tax form"],
  },
  scientific_paper: {
    description: "A publication of research: title, authors, abstract, sections, references.",
    aliases: ["paper", "article", "publication", "preprint", "research paper"],
  },
  report: {
    description: "An account of a matter for its readers: chapters, tables, figures; from a company or an authority.",
    aliases: ["annual report", "bericht", "rapport", "white paper", "study"],
  },
  presentation: {
    description: "Slides: few words on each page, large type, lists.",
    aliases: ["slides", "slide deck", "deck", "praesentation", "folien"],
  },
  exam_or_worksheet: {
    description: "Questions or exercises to be answered: a test, a quiz, a worksheet.",
    aliases: ["exam", "quiz", "test", "worksheet", "pruefung", "klausur", "homework"],
  },
} as const satisfies Record<string, BuiltInType>;

export type BuiltInName = keyof typeof BUILT_IN;
export const BUILT_IN_NAMES = Object.keys(BUILT_IN) as BuiltInName[];
