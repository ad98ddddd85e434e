import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { scannedPages, scanOf } from "../../documents/ocr/testing.ts";
import { grayPng } from "../../documents/render/png.ts";
import { JobError } from "../../jobs/errors.ts";
import { type MemoryFile, runToEnd } from "../testing.ts";
import { documents } from "./index.ts";
import { type DocumentResult, DocumentsResult } from "./result.ts";
import { CONTRACT, encryptedPdf, invoice, LETTER, pdfOf, RECEIPT, RESUME, STATEMENT } from "./sample_documents.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (name: string, content: string): MemoryFile => ({ name, data: utf8(content), mediaType: "text/plain" });

async function read(files: readonly MemoryFile[], options: Record<string, unknown> = {}) {
  const run = await runToEnd(documents, { files, options });
  return { run, result: DocumentsResult.parse(JSON.parse(run.text("result.json"))) };
}

async function readOne(file: MemoryFile, options: Record<string, unknown> = {}): Promise<DocumentResult> {
  return (await read([file], options)).result.documents[0]!;
}

const value = (document: DocumentResult, name: string) => document.fields[name]?.value;

Deno.test("each document is told by its type, and evidence says by which words", async () => {
  const { result } = await read([
    { name: "a.pdf", data: await pdfOf(invoice()) },
    { name: "b.pdf", data: await pdfOf(CONTRACT) },
    { name: "c.pdf", data: await pdfOf(STATEMENT) },
    text("d.txt", LETTER),
    text("e.txt", RESUME),
    text("f.txt", RECEIPT),
  ]);
  assert.deepEqual(result.documents.map(({ type }) => type), [
    "invoice",
    "contract",
    "bank_statement",
    "letter",
    "resume",
    "receipt",
  ]);
  for (const { evidence, confidence } of result.documents) {
    assert.ok(evidence.length > 0 && evidence[0]!.text !== "");
    assert.ok(confidence > 0.5, `${confidence}`);
  }
  assert.ok(result.documents[0]!.evidence.some(({ text, page, bbox }) => text === "INVOICE" && page === 1 && bbox));
});

Deno.test("an invoice's fields have their values, and boxes around them", async () => {
  const document = await readOne({ name: "invoice.pdf", data: await pdfOf(invoice()) });
  const expected = {
    invoice_number: "LB-2031-0042",
    date: "2031-05-03",
    due_date: "2031-06-02",
    seller: "Lantern & Brook Ltd",
    buyer: "Willow Bakery Ltd",
    currency: "EUR",
    total_net: 150,
    total_tax: 30,
    total: 180,
    iban: "DE89370400440532013000",
    seller_vat: "IE1234567T",
  };
  for (const [name, wanted] of Object.entries(expected)) assert.equal(value(document, name), wanted, name);
  const [x0, y0, x1, y1] = document.fields["total"]!.bbox!;
  assert.ok(x0 > 470 && x1 < 560 && y0 < 528 && y1 > 528 && y1 < 546, "the box is around 180.00");
  assert.match(document.summary!, /LB-2031-0042.*Lantern & Brook.*180\.00/);
  assert.equal(document.language, "en");
});

Deno.test("an invoice's lines are read where they make its sum, and are left alone where nothing bears them out", async () => {
  const table = (amounts: readonly string[]): [string, number, number][] => [
    ["Description", 60, 610],
    ["Qty", 300, 610],
    ["Unit price", 380, 610],
    ["Amount", 480, 610],
    ...[["Oven lamps", "3", "20.00"], ["Door seals, grey", "2.5", "16.00"], ["Postage", "1", "50.00"]].flatMap((
      [what, pieces, price],
      i,
    ): [string, number, number][] => [
      [what!, 60, 592 - 11 * i],
      [pieces!, 300, 592 - 11 * i],
      [price!, 380, 592 - 11 * i],
      [amounts[i]!, 480, 592 - 11 * i],
    ]),
  ];
  const rest = invoice().filter(([, , y]) => y > 620 || y < 570);
  const linesOf = async (amounts: readonly string[]) => {
    const { fields } = await readOne({ name: "i.pdf", data: await pdfOf([...rest, ...table(amounts)]) });
    return Object.entries(fields).filter(([name]) => name.startsWith("line_items.")).map(([, { value }]) => value);
  };
  assert.deepEqual(await linesOf(["60.00", "40.00", "50.00"]), [
    ...["Oven lamps", 3, 20, 60],
    ...["Door seals, grey", 2.5, 16, 40],
    ...["Postage", 1, 50, 50],
  ]);
  assert.deepEqual(await linesOf(["61.00", "43.00", "59.00"]), []);
});

Deno.test("text without pages tells places in the text that is given back with it", async () => {
  const { run, result } = await read([text("letter.txt", LETTER)]);
  const document = result.documents[0]!;
  const content = run.text(document.text_file!);
  const { span, bbox, page } = document.fields["date"]!;
  assert.equal(value(document, "date"), "2031-03-12");
  assert.deepEqual([bbox, page], [null, null]);
  assert.equal(content.slice(...span!), "12 March 2031");
  assert.equal(value(document, "subject"), "The fence between your garden and the park");
  assert.equal(value(document, "sender"), "Edmund Finch");
  assert.equal(value(document, "recipient"), "Clara Whitlock");
});

Deno.test("receipts, statements, contracts and résumés have fields of their own", async () => {
  const receipt = await readOne(text("r.txt", RECEIPT));
  assert.deepEqual(
    ["merchant", "date", "total", "paid", "change", "payment_method"].map((name) => value(receipt, name)),
    ["THE CORNER LARDER", "2031-05-04", 10.75, 20, 9.25, "cash"],
  );
  const rounded = RECEIPT.replace(/TOTAL +10\.75/, "SUBTOTAL  10.13\nVAT        0.61\nROUNDING   0.01\nTOTAL     10.75")
    .replace(/CHANGE.*/, "");
  assert.equal(value(await readOne(text("r.txt", rounded)), "total"), 10.75, "cash is rounded to five cents");
  const untaxed = RECEIPT.replace("TOTAL  ", "TOTAL SALES (EXCL. TAX) 99.10\nTOTAL QTY 3\nTOTAL  ");
  assert.equal(value(await readOne(text("r.txt", untaxed)), "total"), 10.75);
  const statement = await readOne({ name: "s.pdf", data: await pdfOf(STATEMENT) });
  assert.deepEqual(
    ["bank", "account_holder", "account_number", "opening_balance", "closing_balance", "period_start", "period_end"]
      .map((name) => value(statement, name)),
    ["Larkfield Bank", "NORA ELLISON", "10-2030-0405060-07", 1200, 1655.5, "2031-06-01", "2031-06-30"],
  );
  const contract = await readOne({ name: "c.pdf", data: await pdfOf(CONTRACT) });
  assert.deepEqual(
    ["party_1", "party_2", "effective_date", "governing_law"].map((name) => value(contract, name)),
    ["Northgate Mills Ltd", "Harrow Cleaning Company", "2031-02-01", "England"],
  );
  const resume = await readOne(text("cv.txt", RESUME));
  const unreachable = await readOne(text("cv.txt", RESUME.replace(/\+44.*/, "2014 - 2016")));
  assert.deepEqual([value(resume, "phone"), value(unreachable, "phone")], ["+44 20 7946 0123", undefined]);
  assert.deepEqual(["name", "email"].map((name) => value(resume, name)), [
    "Ida Thornbury",
    "ida.thornbury@example.org",
  ]);
  assert.match(String(value(resume, "experience")), /Kew Nurseries/);
});

Deno.test("one bad file does not fail the others, and each is told by what is wrong with it", async () => {
  const { run, result } = await read([
    text("letter.txt", LETTER),
    { name: "locked.pdf", data: await encryptedPdf() },
    { name: "broken.pdf", data: utf8("%PDF-1.7\nnothing of use") },
    { name: "empty.pdf", data: utf8("") },
    { name: "program.bin", data: utf8("\u0001\u0002"), mediaType: "application/octet-stream" },
  ]);
  assert.deepEqual(result.documents.map((document) => document.error?.type), [
    undefined,
    "encrypted_pdf",
    "corrupt_pdf",
    "empty_file",
    "unsupported_media_type",
  ]);
  for (const { file, error } of result.documents.slice(1)) assert.ok(error!.detail.includes(file), error!.detail);
  assert.deepEqual(
    run.filesDone.map(({ index, error }) => [index, error?.type]),
    result.documents.map(({ error }, i) => [i, error?.type]),
  );
  assert.deepEqual([run.summary["documents"], run.summary["failed"]], [1, 4]);
});

Deno.test("one password opens every encrypted PDF, scans too; where it is missing or wrong, the file says so", async () => {
  const locked = { name: "locked.pdf", data: await encryptedPdf(invoice()) };
  const scanned = await PDFDocument.load(await scanOf(await pdfOf(invoice()), { dpi: 110 }));
  scanned.encrypt({ userPassword: "open-sesame", ownerPassword: "owner" });
  const files = [locked, { name: "scan.pdf", data: new Uint8Array(await scanned.save()) }, text("a.txt", LETTER)];
  const { run, result } = await read(files, { password: "open-sesame" });
  assert.deepEqual(result.documents.map(({ type, text_source }) => [type, text_source]), [
    ["invoice", "text"],
    ["invoice", "ocr"],
    ["letter", "text"],
  ]);
  assert.ok([...run.outputs.values()].every(({ bytes }) => !new TextDecoder().decode(bytes).includes("open-sesame")));
  const said = async (options: Record<string, string>) => (await read(files, options)).result.documents[0]!.error;
  assert.match((await said({}))!.detail, /^Cannot read locked\.pdf: .*Give its password in the options/);
  assert.match((await said({ password: "guess" }))!.detail, /^Cannot read locked\.pdf: the password is wrong/);
});

Deno.test("a file without text has been read, and is said to have none; a scan that may not be looked at has not", async () => {
  const blank = await pdfOf([]);
  const { result } = await read([text("blank.txt", "  \n\n "), { name: "blank.pdf", data: blank }]);
  for (const { type, warnings, error } of result.documents) {
    assert.deepEqual([type, warnings, error], ["other", ["There is no text in it."], undefined]);
  }
  const scan = { name: "scan.pdf", data: await scanOf(await pdfOf(invoice()), { dpi: 72 }) };
  await assert.rejects(read([scan], { ocr: "never" }), { type: "no_text" });
});

Deno.test("a letter that asks for money in so many words, with a sum, is an invoice", async () => {
  const [head, rest] = LETTER.split("Thank you for your letter");
  const asks = "for the year from 1 April we charge you the fees below:\n\nFees              EUR 150.00\n" +
    "VAT 20%            EUR 30.00\nInvoice amount    EUR 180.00\n\n" +
    "Due date: 2 June 2031, IBAN DE89 3704 0044 0532 0130 00, VAT number GB123456789.\n";
  const closing = rest!.slice(rest!.indexOf("Yours sincerely"));
  const document = await readOne(text("fees.txt", head + asks + closing));
  assert.deepEqual([document.type, value(document, "total")], ["invoice", 180]);
  assert.equal((await readOne(text("letter.txt", LETTER))).type, "letter");
});

Deno.test("mails and pages of the web are read, too", async () => {
  const mail = [
    "From: Clara Whitlock <clara@example.org>",
    "To: Edmund Finch <ed@example.org>",
    "Subject: The fence",
    "Date: Mon, 3 Mar 2031 10:00:00 +0000",
    "Message-ID: <1@example.org>",
    "",
    "Dear Mr Finch,",
    "when will the work begin? It was to be in March.",
    "Kind regards, Clara",
  ].join("\r\n");
  const page = `<h1>Receipt</h1><script>alert(1)</script><table><tr><td>Total<td>EUR 12.50<tr><td>Cash<td>EUR 20.00
    <tr><td>Change<td>EUR 7.50</table><p>Thank you for your visit</p>`;
  const { result } = await read([
    { name: "fence.eml", data: utf8(mail), mediaType: "message/rfc822" },
    { name: "receipt.html", data: utf8(page), mediaType: "text/html" },
  ]);
  assert.deepEqual(result.documents.map(({ type }) => type), ["email", "receipt"]);
  assert.deepEqual(["subject", "date"].map((name) => value(result.documents[0]!, name)), ["The fence", "2031-03-03"]);
  assert.equal(value(result.documents[1]!, "total"), 12.5);
  assert.doesNotMatch(JSON.stringify(result), /alert/);
});

Deno.test("the job fails only when no file could be read", async () => {
  const locked = { name: "locked.pdf", data: await encryptedPdf() };
  const failure = (files: readonly MemoryFile[]) => read(files).then(() => undefined, (error: JobError) => error);
  assert.equal((await failure([locked]))?.type, "encrypted_pdf");
  const error = await failure([locked, { name: "empty.pdf", data: utf8("") }]);
  assert.equal(error?.type, "nothing_read");
  assert.match(error.detail, /locked\.pdf/);
});

Deno.test("progress goes strictly by file, in sentences", async () => {
  const names = ["one.txt", "two.txt", "three.txt"];
  const { run } = await read(names.map((name) => text(name, LETTER)));
  const told = run.reports.filter(({ stage }) => stage === "reading");
  told.reduce((before, { fraction }) => {
    assert.ok(fraction >= before);
    return fraction;
  }, 0);
  for (const { message, fraction } of told) {
    const file = names.findIndex((name) => message!.includes(name));
    assert.match(message!, new RegExp(`\\(${file + 1} of 3\\)`));
    assert.ok(fraction >= file / 3 && fraction <= (file + 1) / 3);
  }
  assert.deepEqual(run.filesDone.map(({ index }) => index), [0, 1, 2]);
});

Deno.test("steps that are repeated leave the same outputs", async () => {
  const files = [{ name: "a.pdf", data: await pdfOf(invoice(), STATEMENT) }, text("b.txt", LETTER)];
  const once = await runToEnd(documents, { files, scale: 0.3 });
  const twice = await runToEnd(documents, { files, repeatSteps: true });
  const withoutIds = (json: string) => json.replace(/"file_id":"[^"]+"/g, "");
  assert.equal(withoutIds(once.text("result.json")), withoutIds(twice.text("result.json")));
  assert.equal(once.text("documents.csv"), twice.text("documents.csv"));
});

Deno.test("what was read of a file is gone when the next one is worked on, even where steps are repeated", async () => {
  const scan = await scanOf(await pdfOf(invoice()), { dpi: 100 });
  const files = [
    { name: "a.pdf", data: scan },
    { name: "b.pdf", data: await pdfOf(invoice(), CONTRACT) },
    text("c.txt", LETTER),
  ];
  const run = await runToEnd(documents, { files, options: { split: true }, repeatSteps: true });
  assert.deepEqual([...run.parts.keys()].filter((name) => !name.endsWith("/outcome.json")), ["collected/0.json"]);
  assert.equal(run.summary["documents"], 4);
});

Deno.test("small files take a step each; the more careful way of an isolate in trouble gives the same", async () => {
  const many = await runToEnd(documents, { files: Array.from({ length: 30 }, (_, i) => text(`${i}.txt`, LETTER)) });
  assert.ok(many.steps < 45, `${many.steps} steps for 30 letters`);
  const files = [{ name: "a.pdf", data: await pdfOf(invoice(), CONTRACT) }, text("b.txt", LETTER)];
  const outputs = await Promise.all([1, 0.126].map((scale) => runToEnd(documents, { files, scale })));
  const [quick, slow] = outputs.map((run) => run.text("result.json").replace(/"file_id":"[^"]+"/g, ""));
  assert.equal(quick, slow);
});

Deno.test("a file that kills isolate after isolate is given up alone", async () => {
  const run = await runToEnd(documents, { files: [text("a.txt", LETTER)], scale: 1 / 8 }).catch((error: JobError) =>
    error
  );
  assert.ok(run instanceof JobError && run.type === "too_complex");
});

Deno.test("the CSV has a line for each document, and nothing in it is a formula", async () => {
  const { run } = await read([
    text("=cmd.txt", LETTER.replace("The fence", "=HYPERLINK(1) fence")),
    text("b.txt", RECEIPT),
  ]);
  const [head, first, second] = run.text("documents.csv").split("\r\n");
  assert.match(head!, /^file,pages,type,confidence,.*subject.*,error$/);
  assert.match(first!, /^'=cmd\.txt,,letter,/);
  assert.match(first!, /,'=HYPERLINK\(1\) fence/);
  assert.match(second!, /^b\.txt,,receipt,/);
});

Deno.test("scans and pictures are read off their pages, with boxes where the words are", async () => {
  const original = await pdfOf(invoice());
  const [page] = await scannedPages(original, { dpi: 150 });
  const { result } = await read([
    { name: "scan.pdf", data: await scanOf(original, { dpi: 150 }) },
    { name: "photo.png", data: new Uint8Array(grayPng(page!, 150)), mediaType: "image/png" },
  ]);
  for (const { file, type, text_source, fields, read_pages } of result.documents) {
    assert.deepEqual([type, text_source, fields["total"]?.value], ["invoice", "ocr", 180], file);
    const { page, bbox } = fields["total"]!, [left, bottom, right, top] = read_pages[0]!.box;
    assert.equal(page, 1);
    // As shares of the page: a picture has units of its own.
    assert.ok(Math.abs((bbox![0] - left) / (right - left) - 0.85) < 0.05, `${file}: ${bbox} in ${read_pages[0]!.box}`);
    assert.ok(Math.abs((bbox![1] - bottom) / (top - bottom) - 0.625) < 0.02, `${file}: ${bbox}`);
  }
});

Deno.test("types that the user names are told by their descriptions; those that are built in keep their cues", async () => {
  const types = [
    { name: "Rechnung" },
    {
      name: "Delivery note",
      description: "Lists goods that were delivered, with the driver and the number of pallets.",
    },
  ];
  const note = `DELIVERY NOTE 551\nDriver: Hal Moss\nPallets: 12\nThe goods were delivered in good order.\n`;
  const { result } = await read([
    text("note.txt", note),
    { name: "i.pdf", data: await pdfOf(invoice()) },
    text("x.txt", RESUME),
  ], { types });
  assert.deepEqual(result.documents.map(({ type }) => type), ["Delivery note", "Rechnung", "other"]);
  assert.equal(value(result.documents[1]!, "total"), 180, "a type under another name has the built-in fields");
});

Deno.test("the caller's own schema says which fields are looked for", async () => {
  const schema = {
    type: "object",
    properties: {
      driver: { type: "string" },
      pallets: { type: "integer" },
      delivered: { type: "string", format: "date", description: "The day, behind 'Delivered on'" },
      condition: { type: "string", enum: ["damaged", "good"] },
      route: { type: "object", properties: { code: { type: "string", title: "Route no" } } },
    },
  };
  const note =
    `DELIVERY NOTE 551\nDriver: Hal Moss\nPallets: 12\nDelivered on: 4 May 2031\nRoute no: K-17\nCondition: good\n`;
  const document = await readOne(text("note.txt", note), { schema });
  assert.deepEqual(
    Object.fromEntries(Object.entries(document.fields).map(([name, field]) => [name, field.value])),
    { driver: "Hal Moss", pallets: 12, delivered: "2031-05-04", condition: "good", "route.code": "K-17" },
  );
});

Deno.test("classify tells types only", async () => {
  const document = await readOne(text("r.txt", RECEIPT), { task: "classify" });
  assert.equal(document.type, "receipt");
  assert.deepEqual([document.fields, document.summary, document.mentions.dates], [{}, null, []]);
});

Deno.test("texts that are made to take long do not", async () => {
  const hostile = [
    "On 12 March 2031 the total due was EUR 1,234.56 for invoice number 4711-22 of Lantern & Brook Ltd.\n".repeat(5000),
    "1 ".repeat(250_000),
    `invoice ${"x".repeat(500_000)}`,
    `${"a".repeat(80)}\n`.repeat(6000),
    "12.03.2031 1,00 ".repeat(30_000),
    "(((((".repeat(100_000),
  ];
  for (const content of hostile) {
    const { longestStep } = (await read([text("hostile.txt", content)])).run;
    assert.ok(longestStep < 5000, `a step took ${longestStep} ms`);
  }
});
