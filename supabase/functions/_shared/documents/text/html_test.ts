import assert from "node:assert/strict";
import { htmlText, readHtml } from "./html.ts";
import { textFile } from "./testing.ts";
import { MOST_CHARACTERS } from "./text_document.ts";

const read = (html: string | Uint8Array<ArrayBuffer>) => readHtml(textFile("page.html", "text/html", html));

Deno.test("a page is read as it is seen: paragraphs, lines, tables, preformatted text", async () => {
  const { text, title } = await read(`<!doctype html><html><head><title> Invoice
    A-7 </title><style>p { color: red }</style></head><body><h1>Invoice  A&#45;7</h1>
    <p>Dear <b>Sir</b>,<br>please pay&nbsp;&euro;&nbsp;12.50.</p>
    <table><tr><th>Item</th><th>Price</th></tr><tr><td>A <i>moon</i></td><td></td><td>12.50</td></tr></table>
    <pre>  kept
    as is</pre><ul><li>one<li>two</ul></body></html>`);
  assert.equal(title, "Invoice A-7");
  assert.equal(
    text,
    "Invoice A-7\n\nDear Sir,\nplease pay € 12.50.\n\nItem\tPrice\nA moon\t\t12.50\n\n  kept\n    as is\n\none\ntwo",
  );
});

Deno.test("what no reader sees is not read", async () => {
  const { text } = await read(`<p>seen</p><script>alert("<p>not</p>")</script><style>not</style><template>not</template>
    <noscript>not</noscript><div hidden>not<p>not</p></div><span style="font-size:0px">not</span>
    <div style="DISPLAY : none">not <b>at all</b></div><p style="visibility:hidden">not</p><!-- not -->
    <svg><text>not</text></svg><iframe srcdoc="not"></iframe><object>not</object><p aria-hidden="true">not</p>
    <p style="font-size:0.9em;opacity:0.5">se\u200ben\u202e too</p>`);
  assert.equal(text, "seen\n\nseen too");
});

Deno.test("a page may be in another encoding, which it names or which can be told", async () => {
  const latin = Uint8Array.from("<p>M\xfcller, Stra\xdfe, \xfcber, sch\xf6n</p>", (letter) => letter.charCodeAt(0));
  assert.equal((await read(latin)).text, "Müller, Straße, über, schön");
  const cyrillic = Uint8Array.from([...'<meta charset="windows-1251"><p>'].map((letter) => letter.charCodeAt(0)));
  assert.equal((await read(Uint8Array.from([...cyrillic, 0xcf, 0xf0, 0xe8]))).text, "При");
  assert.equal((await read('<meta charset="no-such-thing"><p>Straße')).text, "Straße");
});

Deno.test("a million elements in each other, or unclosed, are cut quickly", () => {
  for (const html of ["<div>".repeat(1e6), "<b>x".repeat(1e6), "<table><tr><td>".repeat(3e5), "<p>x</p>".repeat(5e5)]) {
    const started = performance.now();
    const { isCut } = htmlText(html);
    assert.equal(isCut, true, html.slice(0, 15));
    assert.ok(performance.now() - started < 3000, `${html.slice(0, 15)} took long`);
  }
});

Deno.test("a page that goes on for ever is read from its beginning", async () => {
  const { text, isCut } = await read(`<p>${"many words ".repeat(1e6)}`);
  assert.equal(isCut, true);
  assert.ok(text.length <= MOST_CHARACTERS && text.startsWith("many words many"));
});

Deno.test("entities of a page's own are not expanded", () => {
  const bomb = `<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY x SYSTEM "file:///etc/passwd">]><p>&a; &x; &amp;</p>`;
  assert.doesNotMatch(htmlText(bomb).text, /boom|root/);
});
