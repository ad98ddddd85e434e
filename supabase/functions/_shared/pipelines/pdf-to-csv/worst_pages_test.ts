import assert from "node:assert/strict";
import process from "node:process";
import { runToEnd } from "../testing.ts";
import { pdfToCsv } from "./index.ts";

/** A page of this content, with Helvetica as F1. */
function pageOf(content: string): Uint8Array<ArrayBuffer> {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  text += `${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return new TextEncoder().encode(text);
}

const letters = (amount: number, place: (i: number) => [number, number]) =>
  `BT /F1 2 Tf ${
    Array.from({ length: amount }, (_, i) => `1 0 0 1 ${place(i).map((at) => at.toFixed(1)).join(" ")} Tm (1) Tj`)
      .join("\n")
  } ET\n`;
const rules = (amount: number) =>
  Array.from({ length: amount }, (_, i) => {
    const x = (i * 7919) % 600, y = (i * 104_729) % 780;
    return i % 2 ? `${x} ${y} m ${x + 90} ${y} l S` : `${x} ${y} m ${x} ${y + 90} l S`;
  }).join("\n");

/** An isolate's life, and room for what else the machine does: what grows with the square of the page takes minutes. */
const MOST_CPU_MS = 4000;

for (
  const [what, content] of Object.entries({
    "letters in a grid": () => letters(39_000, (i) => [5 + i % 250 * 2.4, 780 - Math.floor(i / 250) * 3.6]),
    "letters all over the page": () => letters(39_000, (i) => [(i * 7919) % 600, (i * 104_729) % 780]),
    "letters in one line": () => letters(39_000, (i) => [i * 600 / 39_000, 400]),
    "rules all over the page": () => rules(100_000),
    "letters and rules": () => letters(39_000, (i) => [(i * 31) % 600, (i * 77) % 780]) + rules(100_000),
  })
) {
  Deno.test(`a page of tens of thousands of ${what} takes no longer than an isolate lives`, async () => {
    const data = pageOf(content());
    const before = process.cpuUsage();
    await runToEnd(pdfToCsv, { files: [{ name: "worst.pdf", data }] }).catch((error) =>
      assert.equal(error.type, "no_text", error)
    );
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1000 < MOST_CPU_MS, `${Math.round((user + system) / 1000)} ms of CPU`);
  });
}
