/**
 * Documents of invented people for the tests and the start sample, as PDFs and as text.
 *
 * @module
 */
import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";

/** A line of text: where it begins, in points from the left and from the bottom, and how large it is. */
export type Line = readonly [text: string, x: number, y: number, size?: number];

export async function pdfOf(...pages: readonly (readonly Line[])[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await documentOf(pages)).save());
}

async function documentOf(pages: readonly (readonly Line[])[]): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const lines of pages) {
    const page = document.addPage([595, 842]);
    for (const [text, x, y, size = 10] of lines) page.drawText(text, { x, y, size, font });
  }
  return document;
}

/** Its password is `open-sesame`. */
export async function encryptedPdf(...pages: readonly (readonly Line[])[]): Promise<Uint8Array<ArrayBuffer>> {
  const document = await documentOf(pages.length > 0 ? pages : [[]]);
  document.encrypt({ userPassword: "open-sesame", ownerPassword: "owner" });
  return new Uint8Array(await document.save());
}

export interface InvoiceFacts {
  readonly number: string;
  readonly net: number;
}

/** 20 % tax is added. */
export function invoice({ number, net }: InvoiceFacts = { number: "LB-2031-0042", net: 150 }): Line[] {
  const money = (value: number) => `EUR ${value.toFixed(2)}`;
  return [
    ["Lantern & Brook Ltd", 60, 780, 16],
    ["14 Harbour Street, Dublin", 60, 762],
    ["INVOICE", 400, 780, 18],
    [`Invoice number: ${number}`, 400, 750],
    ["Invoice date: 3 May 2031", 400, 736],
    ["Due date: 2 June 2031", 400, 722],
    ["Bill to:", 60, 700],
    ["Willow Bakery Ltd", 60, 686],
    ["7 Mill Lane", 60, 672],
    ["Cork", 60, 658],
    ["Description", 60, 610],
    ["Qty", 330, 610],
    ["Amount", 480, 610],
    ["Oven lamps", 60, 592],
    ["3", 330, 592],
    [net.toFixed(2), 480, 592],
    ["Subtotal", 380, 560],
    [money(net), 480, 560],
    ["VAT 20%", 380, 546],
    [money(net * 0.2), 480, 546],
    ["Total", 380, 528],
    [money(net * 1.2), 480, 528],
    ["IBAN: DE89 3704 0044 0532 0130 00", 60, 90],
    ["VAT number: IE1234567T", 60, 76],
  ];
}

export const LETTER = `Marrow & Finch Solicitors
3 Quay Road
Bristol BS1 4QA

                                        12 March 2031

Ms Clara Whitlock
22 Orchard Avenue
Bath BA2 3DJ

Subject: The fence between your garden and the park

Dear Ms Whitlock,

Thank you for your letter of 2 March. We are pleased to tell you that the council agrees to the new
fence, and that work will begin in April. Please do not hesitate to call us if anything is unclear.

Yours sincerely,

Edmund Finch
`;

export const CONTRACT: readonly Line[] = [
  ["SERVICE AGREEMENT", 200, 780, 16],
  ["This Service Agreement is entered into as of 1 February 2031 by and between Northgate Mills Ltd and", 60, 740],
  ["Harrow Cleaning Company, hereinafter referred to as the parties.", 60, 726],
  [
    "WHEREAS, the Client wishes to have its offices cleaned; NOW, THEREFORE, the parties hereto agree as follows:",
    60,
    700,
  ],
  ["Section 1. Services. The Contractor shall clean the offices of the Client on every working day.", 60, 680],
  ["Section 2. Termination. Either party may end this agreement with a notice of thirty days.", 60, 666],
  ["Section 3. Governing law. This agreement shall be governed by the laws of England.", 60, 652],
  ["Section 4. Entire agreement. Nothing that is not written herein shall bind the parties.", 60, 638],
  ["IN WITNESS WHEREOF, the parties have signed this agreement.", 60, 600],
];

export const STATEMENT: readonly Line[] = [
  ["Larkfield Bank", 60, 780, 16],
  ["Account statement", 60, 756, 13],
  ["NORA ELLISON", 60, 730],
  ["Account number", 60, 700],
  ["10-2030-0405060-07", 200, 700],
  ["Statement period", 60, 686],
  ["from 1 Jun 2031 to 30 Jun 2031", 200, 686],
  ["Opening balance", 60, 672],
  ["1,200.00", 200, 672],
  ["Closing balance", 60, 658],
  ["1,655.50", 200, 658],
  ["Date", 60, 620],
  ["Transaction", 130, 620],
  ["Amount", 350, 620],
  ["Balance", 450, 620],
  ...([
    ["02 Jun", "SALARY PINE WORKS", "900.00", "2,100.00"],
    ["07 Jun", "DIRECT DEBIT WATER", "-44.50", "2,055.50"],
    ["15 Jun", "ATM WITHDRAWAL", "-100.00", "1,955.50"],
    ["28 Jun", "RENT", "-300.00", "1,655.50"],
  ] as const).flatMap(([date, what, amount, balance], i): Line[] => [
    [date, 60, 602 - 14 * i],
    [what, 130, 602 - 14 * i],
    [amount, 350, 602 - 14 * i],
    [balance, 450, 602 - 14 * i],
  ]),
];

export const RESUME = `Curriculum Vitae

Ida Thornbury
ida.thornbury@example.org
+44 20 7946 0123

Experience
2026 - now   Gardener, Kew Nurseries
2022 - 2026  Assistant, Elm Seeds

Education
2019 - 2022  Diploma in Horticulture, Writtle College

Skills
Grafting, pruning, soil analysis

Languages
English, Dutch
`;

export const RECEIPT = `THE CORNER LARDER
12 High Street, York
Tel 01904 555 010

RECEIPT
Date: 04/05/2031   Time: 14:32
Cashier: Tom

Bread                2.40
Honey                5.10
Apples               3.25

TOTAL               10.75
CASH                20.00
CHANGE               9.25

THANK YOU FOR YOUR VISIT
Please keep this receipt
`;
