import assert from "node:assert/strict";
import { KnownQuestions } from "./known_questions.ts";
import { aQuestion } from "./testing.ts";

const texts = (known: KnownQuestions) => [...known.all.values()].map(({ text }) => text);

Deno.test("an answer that is older than the news since does not undo them", () => {
  const known = new KnownQuestions();
  const one = aQuestion({ text: "one" }), two = aQuestion({ text: "two" }), three = aQuestion({ text: "three" });
  known.replace([one, two]);
  known.startReading();
  known.see({ ...one, text: "one, corrected", version: 2 });
  known.see(three);
  known.forget(two.id);
  known.replace([one, two]);
  assert.deepEqual(texts(known), ["one, corrected", "three"]);
});

Deno.test("what is not there any more when all are read is forgotten", () => {
  const known = new KnownQuestions();
  const one = aQuestion({ text: "one" }), two = aQuestion({ text: "two" });
  known.replace([one, two]);
  known.startReading();
  known.replace([two]);
  assert.deepEqual(texts(known), ["two"]);
});

Deno.test("a question whose deletion was undone is known again, though its versions begin anew", () => {
  const known = new KnownQuestions();
  const one = aQuestion({ text: "one", version: 7 });
  known.replace([one]);
  known.forget(one.id);
  known.see({ ...one, version: 1 });
  assert.deepEqual(texts(known), ["one"]);
});
