import assert from "node:assert/strict";
import { aQuestion } from "../testing.ts";
import { csvOfQuestions, jsonOf } from "./exports.ts";

const question = aQuestion({
  number: "4",
  text: "=1+1, or not?",
  marks: 3,
  parts: [{ label: "a", text: "Say why.", marks: 2, parts: [{ label: "i", text: "in words" }] }],
  options: [{ label: "A", text: "2" }, { label: "B", text: "3" }],
  tags: { subject: "Maths", type: "choice" },
});

Deno.test("a line for each question holds its parts and options, and no formula", () => {
  const [head, line] = csvOfQuestions([question]).split("\r\n");
  assert.equal(head, "number,section,stem,text,parts,options,marks,pages,subject,topic,type,difficulty,status");
  assert.equal(line, `4,,,"'=1+1, or not?","a Say why. [2]\n  i in words","A 2\nB 3",3,1,Maths,,choice,,draft`);
});

Deno.test("JSON holds what questions say, and nothing of the review", () => {
  const { question_count, questions: [first] } = JSON.parse(jsonOf("quiz.pdf", [question]));
  assert.equal(question_count, 1);
  assert.deepEqual(first.parts, question.parts);
  assert.ok(!("version" in first) && !("owner" in first));
});
