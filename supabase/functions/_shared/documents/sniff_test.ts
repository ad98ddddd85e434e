import assert from "node:assert/strict";
import { sniff } from "./sniff.ts";

const typeOf = (text: string) => sniff(new TextEncoder().encode(text));

Deno.test("a page is told by how it begins", async () => {
  for (
    const page of [
      "<!DOCTYPE html>\n<html>",
      "\ufeff  <html lang=de><p>Rechnung",
      "<?xml version='1.0'?>\n<!-- made by hand -->\n<!doctype html>",
      "<p>Dear Sir",
      "<h1>Receipt</h1>",
    ]
  ) assert.equal(await typeOf(page), "text/html", page);
  for (const other of ["<b>x", "name,html\n<html>,1", "Use <p> for paragraphs."]) {
    assert.equal(await typeOf(other), "text/plain", other);
  }
});

Deno.test("a mail is told by its fields, a letter that has a date and a subject is none", async () => {
  for (
    const mail of [
      "From: a@example.org\r\nTo: b@example.org\r\nSubject: Invoice\r\n\r\nDear Sir",
      "From a@example.org Mon Nov 3\nReceived: by mx\n\tid 7\nDate: today\n\nDear Sir",
      `Received: ${"by one and another ".repeat(100)}`.replaceAll("another", "another\r\n "),
      `MIME-Version: 1.0\nX-Long: ${"y".repeat(3000)}`,
    ]
  ) assert.equal(await typeOf(mail), "message/rfc822", mail.slice(0, 60));
  for (
    const other of [
      "Date: 3 May 2031\nSubject: Your lease\n\nDear Sir",
      "From: here\nto there",
      "From,To\n1,2",
      "Note: it is late\nFrom: me\nTo: whom it may concern is unclear\nhello\n\nbye",
    ]
  ) assert.equal(await typeOf(other), "text/plain", other);
});

Deno.test("a PDF is told wherever its header is, rubbish is told as such", async () => {
  assert.equal(await typeOf("sent by a gateway\n%PDF-1.7"), "application/pdf");
  assert.equal(await sniff(new Uint8Array([1, 2, 3, 4, 0, 9])), "application/octet-stream");
});
