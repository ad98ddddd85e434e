import assert from "node:assert/strict";
import { fieldPlaces, nameOfField, otherPlaces } from "./places.ts";
import { keyOf, reviewOf } from "./review.ts";
import { documentOf, fieldOf } from "./testing.ts";

const box = { page: 1, bbox: [1, 2, 3, 4] as [number, number, number, number] };

Deno.test("a field's name is words, a path counts from one", () => {
  assert.equal(nameOfField("invoice_number"), "Invoice number");
  assert.equal(nameOfField("seller_vat"), "Seller VAT");
  assert.equal(nameOfField("line_items.0.total"), "Line items 1, total");
});

Deno.test("what stands somewhere has a box: in doubt until it is confirmed", () => {
  const document = documentOf({
    fields: { total: fieldOf(1, 0.3, box), due: fieldOf(null, 0), note: fieldOf("x", 0.9, { span: [0, 1] }) },
    evidence: [{ text: "Invoice", weight: 1, span: null, ...box }, {
      text: "nowhere",
      weight: 0,
      page: null,
      bbox: null,
      span: null,
    }],
  });
  const tones = (changes: Parameters<typeof reviewOf>[0]) =>
    fieldPlaces(document, reviewOf(changes, keyOf(document))).map(({ id, tone }) => [id, tone]);
  assert.deepEqual(tones([]), [["fields.total", "caution"], ["fields.note", "plain"]]);
  assert.deepEqual(tones([{ document: keyOf(document), target: "fields.total", value: 2 }])[0], [
    "fields.total",
    "done",
  ]);
  assert.deepEqual(otherPlaces(document).map(({ id }) => id), ["evidence.0"]);
});
