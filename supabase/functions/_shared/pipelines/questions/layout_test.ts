import assert from "node:assert/strict";
import type { Box } from "../../documents/pdf/geometry.ts";
import { extract, LEFT, LINE, Paper, RIGHT, shown, TOP } from "./paper.ts";

const MIDDLE = 310;

function near(box: Box & { page: number }, page: number, x0: number, y0: number, x1: number, y1: number): void {
  const seen = [box.page, box.x0, box.y0, box.x1, box.y1].map(Math.round), wanted = [page, x0, y0, x1, y1];
  assert.ok(seen.every((value, i) => Math.abs(value - wanted[i]!) <= (i === 0 ? 0 : 5)), `${seen}, not ${wanted}`);
}

Deno.test("two columns are read one after the other, and a question goes on at the top of the next", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "Name: ____________   Class: ______");
  for (let n = 1; n <= 4; n++) {
    paper.lines(LEFT, TOP - 80 * n, [`${n}. Say what a ${["cat", "dog", "cow", "pig"][n - 1]} eats,`, "    and when."]);
  }
  paper.lines(LEFT, 100, ["5. Read this and answer. A fox ran", "    through the wood. It met"]);
  paper.lines(MIDDLE, TOP - 60, ["    a hen, who was alone.", "    (a) Whom did it meet?", "    (b) Where?"]);
  paper.lines(MIDDLE, TOP - 160, ["6. Say what a fox eats,", "    and when."]);
  const run = await extract(paper);
  assert.deepEqual(run.worksheet.questions.map((each) => each.number), ["1", "2", "3", "4", "5", "6"]);
  assert.equal(
    shown(run)[4],
    "5: Read this and answer. A fox ran through the wood. It met a hen, who was alone. {a Whom did it meet?}{b Where?}",
  );
  const [first, second] = run.worksheet.questions[4]!.boxes;
  near(first!, 1, LEFT, 79, 212, 109);
  near(second!, 1, MIDDLE + 11, TOP - 60 - 2 * LINE - 3, 421, TOP - 51);
});

Deno.test("numbers that go on across are read row by row, each in its own cell", async () => {
  const paper = await Paper.create();
  for (let n = 0; n < 9; n++) {
    const x = LEFT + 160 * (n % 3), y = TOP - 120 * Math.floor(n / 3);
    paper.text(x, y, `${n + 1})`);
    paper.text(x + 40, y - 20, `${10 + n}`);
    paper.text(x + 30, y - 38, `+ ${3 + n}`);
  }
  const { worksheet } = await extract(paper);
  assert.deepEqual(worksheet.questions.map((each) => each.number), ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  assert.equal(worksheet.questions[4]!.text.replace("\n", " "), "14 + 7");
  near(worksheet.questions[4]!.boxes[0]!, 1, LEFT + 160, TOP - 160, LEFT + 212, TOP - 112);
});

Deno.test("a question that goes on over a page has a box on each; heads, feet and page numbers are in none", async () => {
  const paper = await Paper.create();
  const furniture = (page: number) => {
    paper.text(LEFT, 805, "Springfield School", { size: 9 });
    paper.right(RIGHT, 805, "Science 2031", { size: 9 });
    paper.text(290, 30, `Page ${page} of 3`, { size: 9 });
  };
  furniture(1);
  paper.text(LEFT, TOP, "1. Name a metal.");
  paper.text(LEFT, 110, "2. Iron rusts. [Total: 5]");
  paper.text(LEFT + 14, 90, "(a) What does it need for that?");
  paper.text(270, 60, "Turn over");
  paper.page();
  furniture(2);
  paper.text(LEFT + 14, TOP, "(b) How can it be kept from rusting?");
  paper.text(LEFT, TOP - 60, "3. Name a gas.");
  paper.page();
  furniture(3);
  paper.text(LEFT, TOP, "4. Name a liquid.");
  const run = await extract(paper);
  assert.deepEqual(shown(run), [
    "1: Name a metal.",
    "2: Iron rusts. [5] {a What does it need for that?}{b How can it be kept from rusting?}",
    "3: Name a gas.",
    "4: Name a liquid.",
  ]);
  const [first, second] = run.worksheet.questions[1]!.boxes;
  near(first!, 1, LEFT, 87, 208, 119);
  near(second!, 2, LEFT + 14, TOP - 3, 235, TOP + 9);
});

Deno.test("instructions and passages are for the questions behind them, not for the one before", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "1.");
  paper.lines(LEFT + 20, TOP, ["Name a river in Asia, in Africa and in", "South America."]);
  paper.lines(LEFT, TOP - 80, ["Questions 2 to 3 refer to this text.", "The Nile flows through eleven countries."]);
  paper.text(LEFT, TOP - 130, "2.");
  paper.lines(LEFT + 20, TOP - 130, ["Through how many countries does it flow, and what do they", "use it for?"]);
  paper.text(LEFT, TOP - 180, "3.");
  paper.text(LEFT + 20, TOP - 180, "Name two of them.");
  paper.text(LEFT, TOP - 230, "4.");
  paper.text(LEFT + 20, TOP - 230, "Name a lake.");
  const { worksheet } = await extract(paper);
  const passage = "Questions 2 to 3 refer to this text. The Nile flows through eleven countries.";
  assert.deepEqual(worksheet.questions.map((each) => each.stem), [null, passage, passage, null]);
  near(worksheet.questions[0]!.boxes[0]!, 1, LEFT, TOP - LINE - 3, 250, TOP + 9);
});

Deno.test("figures and tables belong to their question, lines to write on below it do not", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "1. What is the radius of this circle?");
  paper.circle(LEFT + 150, TOP - 80, 50);
  for (let i = 0; i < 5; i++) paper.rule(LEFT, RIGHT, TOP - 190 - 24 * i);
  paper.text(LEFT, TOP - 330, "2. Complete the table.");
  for (let i = 0; i < 4; i++) paper.rule(LEFT + 20, LEFT + 220, TOP - 350 - 20 * i);
  for (let i = 0; i < 3; i++) {
    paper.frame(LEFT + 20 + 66.7 * i, TOP - 410, 66.6, 60);
  }
  paper.text(LEFT, TOP - 480, "3. Name a shape.");
  const { worksheet } = await extract(paper);
  near(worksheet.questions[0]!.boxes[0]!, 1, LEFT, TOP - 130, 260, TOP + 9);
  near(worksheet.questions[1]!.boxes[0]!, 1, LEFT, TOP - 411, LEFT + 221, TOP - 321);
});

Deno.test("an answer key at the end is no second set of questions", async () => {
  const paper = await Paper.create();
  for (let n = 1; n <= 3; n++) paper.text(LEFT, TOP - 60 * n, `${n}. What is ${n} times seven?`);
  paper.page();
  paper.text(LEFT, TOP, "Answer key", { bold: true, size: 14 });
  for (let n = 1; n <= 3; n++) paper.text(LEFT, TOP - 30 * n, `${n}. ${7 * n}`);
  const { worksheet } = await extract(paper);
  assert.deepEqual(worksheet.questions.map((each) => each.text), [1, 2, 3].map((n) => `What is ${n} times seven?`));
});

Deno.test("what stands under a heading goes on with no question before it, on the next page neither", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "1. Name a tree.");
  paper.text(LEFT, TOP - 60, "2. Name a flower.");
  paper.text(LEFT, 90, "Section B: Reading", { bold: true, size: 13 });
  paper.page();
  paper.lines(LEFT, TOP, ["bees visit flowers because of their nectar, and carry", "pollen from one to the other."]);
  paper.text(LEFT, TOP - 80, "3. Why do bees visit flowers?");
  const { worksheet } = await extract(paper);
  assert.deepEqual(worksheet.questions.map((each) => [each.text, each.section, each.boxes.length]), [
    ["Name a tree.", null, 1],
    ["Name a flower.", null, 1],
    ["Why do bees visit flowers?", "Section B: Reading", 1],
  ]);
  assert.match(worksheet.questions[2]!.stem!, /^bees visit flowers .* to the other\.$/);
});
