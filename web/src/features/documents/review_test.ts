import assert from "node:assert/strict";
import { type Change, changesIn, keyOf, reviewedDocument, reviewOf, stateOf, valueFrom } from "./review.ts";
import { documentOf, fieldOf } from "./testing.ts";

const invoice = documentOf({
  type: "invoice",
  confidence: 0.9,
  fields: { total: fieldOf(12.5, 0.95), number: fieldOf("A-1", 0.4), due: fieldOf(null, 0) },
});
const document = keyOf(invoice);
const changed = (...changes: Omit<Change, "document">[]): Change[] => changes.map((each) => ({ document, ...each }));

Deno.test("of several corrections of one value the last one counts, and taking it back leaves the one before", () => {
  const changes = changed({ target: "fields.total", value: 13 }, { target: "fields.total", value: 14 });
  assert.equal(reviewOf(changes, document).values.get("fields.total"), 14);
  assert.equal(reviewOf(changes.slice(0, 1), document).values.get("fields.total"), 13);
  assert.equal(reviewOf(changes, "another").values.size, 0);
});

Deno.test("a document is to be checked until what is doubtful in it is confirmed or corrected", () => {
  const state = (...changes: Omit<Change, "document">[]) => stateOf(invoice, reviewOf(changed(...changes), document));
  assert.equal(state(), "check");
  assert.equal(state({ target: "fields.number", isConfirmed: true }), "fine");
  assert.equal(state({ target: "fields.number", value: "A-7" }), "fine");
  assert.equal(
    state({ target: "fields.number", isConfirmed: true }, { target: "fields.number", isConfirmed: false }),
    "check",
  );
  assert.equal(state({ target: "document", isConfirmed: true }), "confirmed");
  const failed = documentOf({ error: { type: "encrypted_pdf", detail: "It has a password." } });
  assert.equal(stateOf(failed, reviewOf([], keyOf(failed))), "failed");
});

Deno.test("what is exported holds the corrections, and beside them what was found", () => {
  const reviewed = reviewedDocument(
    invoice,
    changed(
      { target: "fields.number", value: "A-7" },
      { target: "fields.total", isConfirmed: true },
      { target: "type", value: "receipt" },
    ),
  );
  assert.deepEqual(reviewed.fields["number"], {
    ...fieldOf("A-1", 0.4),
    value: "A-7",
    found_value: "A-1",
    value_review: "corrected",
  });
  assert.deepEqual(reviewed.fields["total"], { ...fieldOf(12.5, 0.95), value_review: "confirmed" });
  assert.deepEqual(reviewed.fields["due"], fieldOf(null, 0));
  assert.equal(reviewed.type, "receipt");
  assert.equal(reviewedDocument(invoice, []), invoice);
});

Deno.test("a number that is typed stays a number, an empty field is none, a date is what was typed", () => {
  assert.equal(valueFrom(" 12.50 ", 9), 12.5);
  assert.equal(valueFrom("about 12", 9), "about 12");
  assert.equal(valueFrom("12", "A-1"), "12");
  assert.equal(valueFrom("  ", 9), null);
  assert.equal(valueFrom("2031-05-03", null), "2031-05-03");
  assert.equal(valueFrom("True", false), true);
});

Deno.test("what was kept is taken as far as it makes sense", () => {
  const good: Change = { document, target: "fields.total", value: null };
  const bad = [{ document }, { document: 1, target: "type" }, { document, target: "owner", value: "x" }, null, 7];
  assert.deepEqual(changesIn([good, ...bad]), [good]);
  assert.deepEqual(changesIn({}), []);
});
