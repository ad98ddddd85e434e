import assert from "node:assert/strict";
import { extract, LEFT, Paper, shown, TOP } from "./paper.ts";

const TASKS = ["Name a prime number.", "Name a square number.", "Name a cube number."];

/** Three questions with labels made by `label`. */
async function labelled(label: (n: number) => string): Promise<string[]> {
  const paper = await Paper.create();
  for (const [i, task] of TASKS.entries()) {
    paper.text(LEFT, TOP - 80 * i, label(i + 1));
    paper.text(LEFT + 70, TOP - 80 * i, task);
  }
  return shown(await extract(paper));
}

const ROMAN = ["i", "ii", "iii"], LETTERS = ["a", "b", "c"];
const SCHEMES: Record<string, (n: number) => string> = {
  "1.": (n) => `${n}.`,
  "1)": (n) => `${n})`,
  "(1)": (n) => `(${n})`,
  "1": String,
  "#1": (n) => `#${n}`,
  "Problem #1": (n) => `Problem #${n}`,
  "Exercise 1 -": (n) => `Exercise ${n} -`,
  "Q1": (n) => `Q${n}`,
  "Q1.": (n) => `Q${n}.`,
  "Question 1": (n) => `Question ${n}`,
  "Question 1:": (n) => `Question ${n}:`,
  "Aufgabe 1:": (n) => `Aufgabe ${n}:`,
  "Pregunta 1.": (n) => `Pregunta ${n}.`,
};

for (const [name, label] of Object.entries(SCHEMES)) {
  Deno.test(`questions are numbered like ${name}`, async () => {
    assert.deepEqual(await labelled(label), TASKS.map((task, i) => `${i + 1}: ${task}`));
  });
}

Deno.test("questions are numbered with letters where nothing else numbers them", async () => {
  assert.deepEqual(await labelled((n) => `${LETTERS[n - 1]})`), TASKS.map((task, i) => `${LETTERS[i]}: ${task}`));
});

Deno.test("questions are numbered with capital roman numbers", async () => {
  const numbers = ROMAN.map((each) => each.toUpperCase());
  assert.deepEqual(await labelled((n) => `${numbers[n - 1]}.`), TASKS.map((task, i) => `${numbers[i]}: ${task}`));
});

Deno.test("parts go down three levels", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "1.");
  paper.text(LEFT + 20, TOP, "A ball is thrown upwards.");
  paper.text(LEFT + 20, TOP - 20, "(a) Find the greatest height.");
  paper.text(LEFT + 20, TOP - 40, "(b) The ball is caught.");
  paper.text(LEFT + 40, TOP - 60, "(i) Find its speed.");
  paper.text(LEFT + 60, TOP - 80, "A. in metres a second");
  paper.text(LEFT + 60, TOP - 100, "B. in kilometres an hour, and explain how you convert the one into the other [2]");
  paper.text(LEFT + 40, TOP - 120, "(ii) Find the time.");
  paper.text(LEFT + 20, TOP - 140, "(c) Sketch its path.");
  paper.text(LEFT, TOP - 180, "2.");
  paper.text(LEFT + 20, TOP - 180, "Name three forces.");
  assert.deepEqual(shown(await extract(paper)), [
    "1: A ball is thrown upwards. {a Find the greatest height.}{b The ball is caught. {i Find its speed. " +
    "{A in metres a second}{B in kilometres an hour, and explain how you convert the one into the other [2]}}" +
    "{ii Find the time.}}{c Sketch its path.}",
    "2: Name three forces.",
  ]);
});

Deno.test("an i between h and j is a letter, a first i a roman number", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "1. Name an animal for each letter.");
  for (const [i, letter] of [..."abcdefghij"].entries()) {
    paper.text(LEFT + 20, TOP - 20 - 20 * i, `${letter}) This is one of them`);
  }
  paper.text(LEFT, TOP - 260, "2. Explain.");
  paper.text(LEFT + 20, TOP - 280, "i) Why is the sky blue?");
  paper.text(LEFT + 20, TOP - 300, "ii) Why is grass green?");
  const { worksheet } = await extract(paper);
  assert.deepEqual(worksheet.questions.map((each) => each.parts.map((part) => part.label).join("")), [
    "abcdefghij",
    "iii",
  ]);
});

Deno.test("sections that number anew keep their headings; years and list numbers in sentences begin no question", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "Section A: Sums", { bold: true, size: 13 });
  paper.text(LEFT, TOP - 30, "1. Add 4 and 5. The rule was found in");
  paper.text(LEFT + 14, TOP - 48, "1786. by Gauss, who was nine.");
  paper.text(LEFT, TOP - 80, "2. Add 6 and 7.");
  paper.text(LEFT, TOP - 130, "Section B: Products", { bold: true, size: 13 });
  paper.text(LEFT, TOP - 160, "1. Multiply 4 and 5.");
  paper.text(LEFT, TOP - 190, "2. Multiply 6 and 7.");
  const { worksheet } = await extract(paper);
  assert.deepEqual(worksheet.questions.map((each) => `${each.section} ${each.number}`), [
    "Section A: Sums 1",
    "Section A: Sums 2",
    "Section B: Products 1",
    "Section B: Products 2",
  ]);
  assert.equal(worksheet.questions[0]!.text, "Add 4 and 5. The rule was found in 1786. by Gauss, who was nine.");
});
