/**
 * An inbox of many small files of nine sorts, for the browser tests.
 *
 * @module
 */
import { scanOf } from "../../supabase/functions/_shared/documents/ocr/testing.ts";
import { docxOf, paragraph } from "../../supabase/functions/_shared/documents/text/docx_testing.ts";
import {
  encryptedPdf,
  invoice,
  LETTER,
  type Line,
  pdfOf,
  RESUME,
} from "../../supabase/functions/_shared/pipelines/documents/sample_documents.ts";
import { type Upload, upload } from "./support.ts";

const mail = (number: number) =>
  `From: Clara Whitlock <clara@example.org>\r\nTo: Edmund Finch <ed@example.org>\r\nSubject: The fence, ${number}\r\n` +
  `Date: Mon, 3 Mar 2031 10:00:00 +0000\r\nMessage-ID: <${number}@example.org>\r\n\r\nDear Mr Finch,\r\nwhen will it begin?\r\n`;

const receipt = (number: number) =>
  `<h1>Receipt ${number}</h1><table><tr><td>Total<td>EUR 12.50<tr><td>Cash<td>EUR 20.00<tr><td>Change<td>EUR 7.50` +
  `</table><p>Thank you for your visit</p>`;

const SLIP: readonly Line[] = [
  ["PAPER MOON STORE", 60, 780, 16],
  ["RECEIPT", 60, 750, 14],
  ["Date: 03/05/2031", 60, 724, 12],
  ["Bread  3.50", 60, 700, 12],
  ["TOTAL  3.50", 60, 676, 12],
];

type Sort = (number: number) => Promise<Upload> | Upload;

const CV = RESUME.split("\n").map(paragraph).join("");

/** Taken in turn. */
const SORTS: readonly Sort[] = [
  (number) => upload(`letter-${number}.txt`, "text/plain", LETTER.replace("The fence", `The fence ${number}`)),
  (number) => upload(`receipt-${number}.html`, "text/html", receipt(number)),
  (number) => upload(`mail-${number}.eml`, "message/rfc822", mail(number)),
  async (number) => upload(`cv-${number}.docx`, "application/zip", await docxOf({ body: CV })),
  async (number) => {
    const facts = { number: `LB-2031-${number}`, net: 100 + number };
    return upload(`invoice-${number}.pdf`, "application/pdf", await pdfOf(invoice(facts)));
  },
];

/** By their place; early enough that they are seen while others are still waiting. */
const SPECIAL: Readonly<Record<number, Sort>> = {
  14: async () => upload("secret.pdf", "application/pdf", await encryptedPdf()),
  33: () => upload("broken.pdf", "application/pdf", "%PDF-1.7\nnothing of use"),
  52: () => upload("empty.txt", "text/plain", ""),
  71: async () => upload("scan.pdf", "application/pdf", await scanOf(await pdfOf(SLIP), { dpi: 100 })),
};

export function mixedInbox(count: number): Promise<Upload[]> {
  return Promise.all(
    Array.from({ length: count }, (_, i) => (SPECIAL[i] ?? SORTS[i % SORTS.length]!)(i + 1)),
  );
}
