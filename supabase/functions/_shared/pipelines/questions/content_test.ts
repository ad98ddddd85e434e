import assert from "node:assert/strict";
import { extract, LEFT, LINE, Paper, RIGHT, shown, TOP } from "./paper.ts";

const one = async (draw: (paper: Paper) => void): Promise<string> => {
  const paper = await Paper.create();
  draw(paper);
  paper.text(LEFT, 120, "2. Name a colour.");
  return shown(await extract(paper))[0]!;
};

Deno.test("options stand below each other, in a row, in two rows, or behind circles to tick", async () => {
  const ways: ((paper: Paper) => void)[] = [
    (paper) => paper.lines(LEFT + 20, TOP - 20, ["A. red", "B. green", "C. blue", "D. grey"]),
    (paper) =>
      ["A) red", "B) green", "C) blue", "D) grey"].forEach((text, i) => paper.text(LEFT + 20 + 90 * i, TOP - 20, text)),
    (paper) =>
      ["(A) red", "(B) green", "(C) blue", "(D) grey"].forEach((text, i) =>
        paper.text(LEFT + 20 + 150 * (i % 2), TOP - 20 - LINE * Math.floor(i / 2), text)
      ),
    (paper) =>
      ["A", "B", "C", "D"].forEach((label, i) => {
        paper.text(LEFT + 20, TOP - 20 - LINE * i, label);
        paper.text(LEFT + 40, TOP - 20 - LINE * i, ["red", "green", "blue", "grey"][i]!);
      }),
    (paper) => paper.lines(LEFT + 20, TOP - 20, ["a) red", "b) green", "c) blue", "d) grey"]),
  ];
  for (const [i, way] of ways.entries()) {
    const said = await one((paper) => {
      paper.text(LEFT, TOP, "1. Which colour does a ripe lemon have?");
      way(paper);
    });
    const labels = i === 4 ? [..."abcd"] : [..."ABCD"];
    const options = ["red", "green", "blue", "grey"].map((text, k) => `<${labels[k]} ${text}>`).join("");
    assert.equal(said, `1: Which colour does a ripe lemon have? ${options}`, `way ${i}`);
  }
});

Deno.test("a list of tasks is no choice", async () => {
  const said = await one((paper) => {
    paper.text(LEFT, TOP, "1. Solve the following equations.");
    paper.lines(LEFT + 20, TOP - 20, ["a) 2x = 4", "b) 3x = 9", "c) x + 1 = 5"]);
  });
  assert.equal(said, "1: Solve the following equations. {a 2x = 4}{b 3x = 9}{c x + 1 = 5}");
});

Deno.test("marks are read wherever they are printed, and are no words of the question", async () => {
  const ways: [string, string, number][] = [
    ["(3 marks)", "", 3],
    ["", "[4]", 4],
    ["", "(2 points)", 2],
    ["", "/ 5", 0],
    ["(1 punto)", "", 1],
    ["", "[2 marks]", 2],
    ["(10 Punkte)", "", 10],
  ];
  for (const [before, after, marks] of ways) {
    const said = await one((paper) => {
      paper.text(LEFT, TOP, `1. ${before} Draw a square.`);
      if (after) paper.right(RIGHT, TOP, after === "/ 5" ? "____ / 5" : after);
    });
    assert.equal(said, `1: Draw a square. [${marks || 5}]`, `${before}${after}`);
  }
});

Deno.test("marks of parts stay with them; a total is the question's", async () => {
  const said = await one((paper) => {
    paper.text(LEFT, TOP, "1. A cube has an edge of 2 cm.");
    paper.text(LEFT + 20, TOP - 20, "(a) Find its volume.");
    paper.right(RIGHT, TOP - 20, "[1]");
    paper.text(LEFT + 20, TOP - 40, "(b) Find the length of its longest diagonal.");
    paper.right(RIGHT, TOP - 60, "(2)");
    paper.right(RIGHT, TOP - 80, "(Total 3 marks)");
  });
  assert.equal(
    said,
    "1: A cube has an edge of 2 cm. [3] {a Find its volume. [1]}{b Find the length of its longest diagonal. [2]}",
  );
});

Deno.test("lines to write on are no text, a gap in a sentence is a sign", async () => {
  const said = await one((paper) => {
    paper.text(LEFT, TOP, "1. The capital of France is __________, and of Spain ..................");
    paper.text(LEFT + 14, TOP - 30, "____________________________________________");
    paper.text(LEFT + 14, TOP - 60, "............................................................................");
    paper.text(LEFT + 14, TOP - 90, "Answer: ______________");
  });
  assert.equal(said, "1: The capital of France is _____, and of Spain _____");
});

Deno.test("formulas stand on one line", async () => {
  const said = await one((paper) => {
    paper.text(LEFT, TOP, "1. Find");
    paper.text(LEFT + 60, TOP + 7, "x + 1");
    paper.rule(LEFT + 58, LEFT + 88, TOP + 3);
    paper.text(LEFT + 68, TOP - 7, "2y");
    paper.text(LEFT + 94, TOP, "= x");
    paper.text(LEFT + 108, TOP + 5, "10", { size: 7 });
    paper.text(LEFT + 122, TOP, "+ a");
    paper.text(LEFT + 137, TOP - 2, "n", { size: 7 });
  });
  assert.equal(said, "1: Find (x + 1)/2y = x^{10} + a_n");
});

Deno.test("wrapped lines are joined, broken words made whole, paragraphs kept apart", async () => {
  const said = await one((paper) => {
    paper.text(LEFT, TOP, "1.");
    paper.lines(LEFT + 20, TOP, [
      "A long sentence that does not fit into the width of the page is broken where a line ends, and some-",
      "times a word is broken, too.",
      "",
      "Explain.",
    ]);
  });
  assert.equal(
    said,
    "1: A long sentence that does not fit into the width of the page is broken where a line ends, and sometimes a word is broken, too. / Explain.",
  );
});

Deno.test("tags tell the subject, the topic and what kind of answer is wanted", async () => {
  const paper = await Paper.create();
  paper.text(LEFT, TOP, "1. Calculate the acceleration of the car. Its velocity rises by 12 m/s in 4 s.");
  paper.text(LEFT, TOP - 60, "2. Which force slows it down?");
  paper.lines(LEFT + 20, TOP - 80, ["A. friction", "B. gravity", "C. magnetism"]);
  paper.text(LEFT, TOP - 160, "3. Prove that the kinetic energy is four times as large at twice the velocity.");
  const { worksheet } = await extract(paper);
  assert.deepEqual(worksheet.questions.map((each) => [each.tags.subject, each.tags.topic, each.tags.type]), [
    ["Physics", "Mechanics", "calculation"],
    ["Physics", "Mechanics", "multiple_choice"],
    ["Physics", worksheet.questions[2]!.tags.topic, "proof"],
  ]);
});
