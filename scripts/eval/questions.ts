/**
 * Evaluates `questions` on worksheets whose questions are known, where they are present:
 *
 *     npm run eval -- questions [--data FOLDER] [--only NAME] [--out FOLDER]
 *
 * A question is right when its number and page are. A box is right when it overlaps the known one by an IoU of at least 0.7,
 * one to one by falling overlap, whatever its number. Sub-parts and marks are judged where the number is right. `--out` keeps
 * the results and the pictures of the questions.
 *
 * @module
 */
import { questions } from "../../supabase/functions/_shared/pipelines/questions/index.ts";
import type { Worksheet } from "../../supabase/functions/_shared/pipelines/questions/outputs.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { namesIn, nothingMeasured, settingsOf } from "./data.ts";
import { keep } from "./keep.ts";
import { f1Of, type Gold, judge, type Judgement, ratio, sum } from "./worksheets.ts";

interface Result {
  readonly name: string;
  readonly judgement: Judgement;
  readonly pages: number;
  readonly milliseconds: number;
  readonly longestStep: number;
}

export async function evaluate(args: readonly string[]): Promise<number> {
  const { data, only, out } = settingsOf(args, { out: { type: "string" } });
  const folder = `${data}/worksheets`;
  const names = await namesIn(folder, ".questions.json", only);
  if (!names) return nothingMeasured(folder);
  const results: Result[] = [];
  for (const name of names) results.push(await evaluateWorksheet(`${folder}/${name}`, name, out));
  report(results);
  return 0;
}

async function evaluateWorksheet(path: string, name: string, out: string | undefined): Promise<Result> {
  const gold = JSON.parse(await Deno.readTextFile(`${path}.questions.json`)) as Gold;
  const languages = gold.lang === "es" ? ["spa"] : ["eng"];
  const started = performance.now();
  const run = await runToEnd(questions, {
    files: [{ name: `${name}.pdf`, data: await Deno.readFile(`${path}.pdf`) }],
    options: { languages, llm: "off" },
  });
  const milliseconds = performance.now() - started;
  if (out) {
    for (const [file, { bytes }] of [...run.outputs, ...run.assets]) await keep(`${out}/${name}/${file}`, bytes);
  }
  const found = (JSON.parse(run.text("questions.json")) as Worksheet).questions;
  return {
    name,
    judgement: judge(gold, found),
    pages: Number(run.summary["page_count"]),
    milliseconds,
    longestStep: run.longestStep,
  };
}

function report(results: readonly Result[]): void {
  const line = (title: string, it: Judgement, more = "") =>
    console.log(
      `${title.padEnd(26)} (number, page) P ${ratio(it.numbers, it.found)} R ${ratio(it.numbers, it.gold)} F1 ${
        f1Of(it.numbers, it).toFixed(3)
      }  boxes F1 ${f1Of(it.boxes, it).toFixed(3)}  covered ${ratio(it.covered, it.gold)}  parts ${
        ratio(it.parts, it.numbers)
      }  marks ${ratio(it.marks, it.numbers)}${more}`,
    );
  console.log("By worksheet, worst first");
  const worth = ({ judgement: it }: Result) => f1Of(it.numbers, it) + f1Of(it.boxes, it);
  for (const result of [...results].sort((a, b) => worth(a) - worth(b))) {
    line(result.name, result.judgement, `  ${(result.milliseconds / result.pages).toFixed(0)} ms/page`);
    for (const complaint of result.judgement.complaints.slice(0, 6)) console.log(`    ${complaint}`);
  }
  line("\nall", sum(results.map((result) => result.judgement)));
  const mean = (of: (it: Judgement) => number) =>
    (results.reduce((total, { judgement: it }) => total + f1Of(of(it), it), 0) / Math.max(1, results.length)).toFixed(
      3,
    );
  console.log(
    `Mean F1 of worksheets: (number, page) ${mean((it) => it.numbers)}, boxes ${mean((it) => it.boxes)}; longest step ${
      Math.max(0, ...results.map((result) => result.longestStep)).toFixed(0)
    } ms`,
  );
}
