import assert from "node:assert/strict";
import { type MemoryFile, runToEnd } from "../../testing.ts";
import { documents } from "../index.ts";
import { type DocumentResult, DocumentsResult } from "../result.ts";
import { invoice, LETTER, pdfOf } from "../sample_documents.ts";
import { eInvoiceIn } from "./einvoice.ts";
import { cii, ubl, withAttached, zugferd1 } from "./samples.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

const KNOWN = {
  seller: "Lantern & Brook Ltd",
  buyer: "Willow Bakery Ltd",
  invoice_number: "LB-2031-0042",
  date: "2031-05-03",
  due_date: "2031-06-02",
  currency: "EUR",
  total: 180,
  total_net: 150,
  total_tax: 30,
  due_amount: 180,
  seller_vat: "IE1234567T",
  iban: "DE89370400440532013000",
  buyer_reference: "04011000-12345-34",
};
const LINE = { description: "Oven lamps", quantity: 3, unit: "H87", price: 50, amount: 150 };

async function readOne(file: MemoryFile, options: Record<string, unknown> = {}): Promise<DocumentResult> {
  const run = await runToEnd(documents, { files: [file], options, repeatSteps: true });
  return DocumentsResult.parse(JSON.parse(run.text("result.json"))).documents[0]!;
}

const values = ({ fields }: DocumentResult) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));

for (const [what, xml] of [["Factur-X", cii()], ["ZUGFeRD 1", zugferd1()], ["UBL", ubl()]] as const) {
  Deno.test(`an invoice as ${what} has its values and lines, whatever their form`, () => {
    const found = eInvoiceIn(utf8(xml))!;
    assert.deepEqual({ ...found.fields }, KNOWN);
    assert.deepEqual(found.lines, [LINE]);
  });
}

Deno.test("what is attached to an invoice is certain, says where it is from, and is shown on the page", async () => {
  const page = invoice().filter(([text]) => !text.startsWith("Due date"));
  const document = await readOne({
    name: "bill.pdf",
    data: await withAttached(await pdfOf(page), "factur-x.xml", cii()),
  });
  assert.deepEqual([document.type, document.confidence, document.method], ["invoice", 1, "xml"]);
  assert.match(document.evidence[0]!.text, /Factur-X/);
  const { due_date, total, invoice_number } = document.fields;
  assert.deepEqual([due_date!.value, due_date!.confidence, due_date!.method, due_date!.bbox], [
    "2031-06-02",
    1,
    "xml",
    null,
  ]);
  assert.ok(total!.bbox![0] > 470 && total!.bbox![1] < 530, "the total is marked where it is printed");
  assert.ok(invoice_number!.bbox);
  assert.equal(document.fields["line_items.0.amount"]!.value, 150);
  assert.deepEqual(document.warnings, []);
});

Deno.test("data that say something else than the page are told of", async () => {
  const data = await withAttached(await pdfOf(invoice()), "ZUGFeRD-invoice.xml", cii("999.00"));
  const { fields, warnings } = await readOne({ name: "bill.pdf", data });
  assert.deepEqual([fields["total"]!.value, fields["total"]!.confidence], [999, 0.5]);
  assert.deepEqual(warnings, ["The total is 180 on the page and 999 in the invoice's data."]);
});

for (const mediaType of ["application/xml", "text/plain"]) {
  Deno.test(`an invoice that is XML alone (${mediaType}) is read and has a text in which its values stand`, async () => {
    const file = { name: "xrechnung.xml", data: utf8(ubl()), mediaType };
    const run = await runToEnd(documents, { files: [file] });
    const document = DocumentsResult.parse(JSON.parse(run.text("result.json"))).documents[0]!;
    const { "line_items.0.description": item, ...found } = values(document);
    assert.deepEqual({ ...KNOWN, ...found }, found);
    assert.equal(item, "Oven lamps");
    assert.doesNotMatch(run.text("documents.csv"), /line_items/);
    assert.equal(
      run.text("lists.csv"),
      "file,list,entry,description,quantity,unit,price,amount\r\nxrechnung.xml,line_items,1,Oven lamps,3,H87,50,150\r\n",
    );
    const text = run.text(document.text_file!);
    for (const name of ["invoice_number", "total", "seller", "date"]) {
      assert.equal(text.slice(...document.fields[name]!.span!), String(KNOWN[name as keyof typeof KNOWN]), name);
    }
  });
}

Deno.test("fields of one's own are taken from the data, lines too; types of one's own keep their names", async () => {
  const file = { name: "x.xml", data: utf8(cii()), mediaType: "application/xml" };
  const text = { type: "string" }, amount = { type: "number" };
  const lines = { type: "array", items: { type: "object", properties: { description: text, amount } } };
  const schema = { properties: { total: amount, line_items: lines, buyer_reference: text } };
  const types = [{ name: "Rechnung" }, { name: "letter" }];
  const document = await readOne(file, { schema, types });
  assert.equal(document.type, "Rechnung");
  assert.deepEqual(values(document), {
    total: 180,
    buyer_reference: "04011000-12345-34",
    "line_items.0.description": "Oven lamps",
    "line_items.0.amount": 150,
  });
  assert.deepEqual([
    (await readOne(file, { task: "classify" })).type,
    (await readOne(file, { task: "classify" })).fields,
  ], [
    "invoice",
    {},
  ]);
});

Deno.test("other XML, and XML that declares entities, is no invoice; in a PDF it is passed over", async () => {
  const other = utf8("<note><to>Clara</to></note>");
  const hostile = utf8(cii().replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'));
  assert.deepEqual([eInvoiceIn(other), eInvoiceIn(hostile)], [undefined, undefined]);
  const files = [
    { name: "note.xml", data: other, mediaType: "application/xml" },
    { name: "bill.pdf", data: await withAttached(await pdfOf(invoice()), "factur-x.xml", "<a><b>") },
    { name: "letter.txt", data: utf8(`<Dear>\n${LETTER}`), mediaType: "text/plain" },
  ];
  const run = await runToEnd(documents, { files });
  const [note, bill, letter] = DocumentsResult.parse(JSON.parse(run.text("result.json"))).documents;
  assert.equal(note!.error?.type, "unsupported_media_type");
  assert.deepEqual([bill!.method, bill!.fields["total"]!.value], ["offline", 180]);
  assert.equal(letter!.type, "letter");
});
